namespace Outbox.Cli.Demo.Compare;

/// <summary>Something that is not as the journal says.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Subject">Whose or which.</param>
/// <param name="Detail">How, in a few words.</param>
/// <param name="Expected">JSON; null where there should be nothing.</param>
/// <param name="Actual">JSON; null where there is nothing.</param>
internal sealed record Difference(DifferenceKind Kind, string Subject, string Detail, string? Expected, string? Actual);

/// <summary>What can be wrong.</summary>
internal enum DifferenceKind
{
    /// <summary>Committed, and never arrived.</summary>
    Lost,

    /// <summary>Arrived as more than one event.</summary>
    Duplicated,

    /// <summary>Arrived, and not as committed: another person, name, time or property.</summary>
    Wrong,

    /// <summary>Arrived, and nobody committed it.</summary>
    Unexpected,

    /// <summary>Somebody's attributes are not as committed, or somebody is missing, or is there and must not be.</summary>
    Person,
}
