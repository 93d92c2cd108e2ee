using System.Globalization;

namespace Outbox.Stores.SqlServer;

/// <summary>One step of a deployment: some batches in one transaction.</summary>
/// <param name="Name">For messages and the journal.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Batches">Run in order.</param>
internal sealed record DeploymentStep(string Name, StepKind Kind, IReadOnlyList<string> Batches)
{
    /// <summary>
    /// The step, told to wait a few seconds for a lock and no longer: a schema lock on a table of the shop waits behind readers,
    /// and everything then queues behind it. A short wait lets the shop pass, and another try follows. Of a setting of the server
    /// nobody else has a lock.
    /// </summary>
    public DeploymentStep Patiently(ServerRules rules) => Kind == StepKind.Trust
        ? this
        : this with { Batches = [string.Create(CultureInfo.InvariantCulture, $"SET LOCK_TIMEOUT {rules.LockTimeout.TotalMilliseconds:F0};"), .. Batches] };

    /// <summary>Whether names of the shop stand in it. Such a name may hold a line that says GO; the product's own files are cut there.</summary>
    public bool IsOfMapping => Kind is StepKind.DropModule or StepKind.Module or StepKind.Mapping or StepKind.DropTrigger or StepKind.Trigger or StepKind.Guard;

    /// <summary>The batches as one script.</summary>
    public string Text => string.Join("\nGO\n", Batches);
}

/// <summary>What a step does; they are run in this order.</summary>
internal enum StepKind
{
    /// <summary>Runs once, and is journaled.</summary>
    Migration,

    /// <summary>Drops a module of an older version or an older mapping.</summary>
    DropModule,

    /// <summary>Makes or replaces one of the product's own objects.</summary>
    Object,

    /// <summary>Makes or replaces a procedure of the mapping.</summary>
    Module,

    /// <summary>Stores the mapping and its event types.</summary>
    Mapping,

    /// <summary>Drops the trigger of a table that is no longer mapped, or one that sits on another.</summary>
    DropTrigger,

    /// <summary>Makes or replaces a trigger.</summary>
    Trigger,

    /// <summary>Makes or replaces the guard; after all that it would look at.</summary>
    Guard,

    /// <summary>Tells the server to trust the SQL CLR assembly: its setting, outside of any transaction.</summary>
    Trust,

    /// <summary>Puts the SQL CLR assembly into the database, or takes it away; last, since nothing leans on it.</summary>
    Clr,

    /// <summary>Takes everything away that is not on a table of the shop; after the triggers.</summary>
    Removal,
}
