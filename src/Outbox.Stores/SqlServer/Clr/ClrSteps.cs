namespace Outbox.Stores.SqlServer.Clr;

/// <summary>The steps that carry out a <see cref="ClrPlan"/>.</summary>
internal static class ClrSteps
{
    /// <summary>The steps; none where nothing is to do.</summary>
    public static IReadOnlyList<DeploymentStep> Of(ClrPlan plan) =>
    [
        .. plan.Trust ? [Trust()] : Array.Empty<DeploymentStep>(),
        .. plan.Install ? [Install()] : Array.Empty<DeploymentStep>(),
        .. plan.Drop ? [Drop()] : Array.Empty<DeploymentStep>(),
    ];

    /// <summary>Takes the assembly away. The server goes on trusting its hash: another database may have it.</summary>
    public static DeploymentStep Drop() => new("drop assembly " + ClrAssembly.Name, StepKind.Clr, [SqlServerTexts.Deploy("DropClr")]);

    private static DeploymentStep Trust() => new(
        "trust of assembly " + ClrAssembly.Name,
        StepKind.Trust,
        [ServerText.Fill("TrustClr", ("sha512", ClrAssembly.Literal(ClrAssembly.Hash)))]);

    private static DeploymentStep Install() => new(
        "assembly " + ClrAssembly.Name,
        StepKind.Clr,
        [SqlServerTexts.Deploy("DropClr"), ServerText.Fill("CreateClr", ("assembly", ClrAssembly.Literal(ClrAssembly.Bytes.Span)))]);
}
