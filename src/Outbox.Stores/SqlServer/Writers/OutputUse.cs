using Outbox.Mapping.Capture;

namespace Outbox.Stores.SqlServer.Writers;

/// <summary>How a statement uses OUTPUT, as far as triggers of a table forbid it (Microsoft Learn, "OUTPUT clause").</summary>
internal enum OutputForm
{
    /// <summary>
    /// OUTPUT without INTO: its target can't have an enabled trigger for the statement's own action (error 334). A trigger on
    /// DELETE says nothing of an INSERT.
    /// </summary>
    Returned,

    /// <summary>The table that OUTPUT … INTO fills can't have any enabled trigger (error 331).</summary>
    Filled,

    /// <summary>The table that INSERT … SELECT … FROM (a nested statement with OUTPUT) fills can't have one either (error 355).</summary>
    FilledByNested,
}

/// <summary>A table as a statement names it; what it leaves out is null.</summary>
internal sealed record NamedTarget(string? Database, string? Schema, string Name);

/// <summary>A statement's use of OUTPUT.</summary>
/// <param name="Targets">What it writes, as named; several where a name stands for a query over several tables.</param>
/// <param name="Form">How it uses OUTPUT.</param>
/// <param name="Actions">What it does to them; of MERGE each of its actions.</param>
/// <param name="Statement">Its beginning, without its literals: they can be a person's data.</param>
internal sealed record OutputUse(
    IReadOnlyList<NamedTarget> Targets, OutputForm Form, IReadOnlyCollection<WriteOperation> Actions, string Statement)
{
    /// <summary>
    /// Whether a trigger breaks it, and none that is there has done so already.
    /// </summary>
    /// <param name="trigger">What the new trigger fires for.</param>
    /// <param name="enabled">What enabled triggers of the table fire for now.</param>
    public bool IsBrokenBy(IReadOnlyCollection<WriteOperation> trigger, IReadOnlyCollection<WriteOperation> enabled) => Form == OutputForm.Returned
        ? Actions.Any(trigger.Contains) && !Actions.Any(enabled.Contains)
        : trigger.Count > 0 && enabled.Count == 0;

    /// <summary>The error that it fails with.</summary>
    public int Error => Form switch
    {
        OutputForm.Returned => 334,
        OutputForm.Filled => 331,
        _ => 355,
    };
}
