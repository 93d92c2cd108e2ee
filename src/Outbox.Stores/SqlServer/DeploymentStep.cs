namespace Outbox.Stores.SqlServer;

/// <summary>One step of a deployment: some batches in one transaction.</summary>
/// <param name="Name">For messages and the journal.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Batches">Run in order.</param>
internal sealed record DeploymentStep(string Name, StepKind Kind, IReadOnlyList<string> Batches)
{
    /// <summary>The batches as one script.</summary>
    public string Text => string.Join("\nGO\n", Batches);
}

/// <summary>What a step does; they are run in this order.</summary>
internal enum StepKind
{
    /// <summary>Runs once, and is journaled.</summary>
    Migration,

    /// <summary>Makes or replaces one of the product's own objects.</summary>
    Object,

    /// <summary>Drops a procedure of an older mapping.</summary>
    DropModule,

    /// <summary>Makes or replaces a procedure of the mapping.</summary>
    Module,

    /// <summary>Stores the mapping and its event types.</summary>
    Mapping,

    /// <summary>Drops the trigger of a table that is no longer mapped.</summary>
    DropTrigger,

    /// <summary>Makes or replaces a trigger.</summary>
    Trigger,

    /// <summary>Tells the server to trust the SQL CLR assembly: its setting, outside of any transaction.</summary>
    Trust,

    /// <summary>Puts the SQL CLR assembly into the database, or takes it away; last, since nothing leans on it.</summary>
    Clr,

    /// <summary>Takes everything away that is not on a table of the shop; after the triggers.</summary>
    Removal,
}
