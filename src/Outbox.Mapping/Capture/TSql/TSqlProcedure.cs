using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>A generated procedure: the header that a reader looks for, and the body.</summary>
/// <param name="Name">Its name in the schema outbox.</param>
/// <param name="Parameters">Its parameters, a line each; empty for none.</param>
/// <param name="Purpose">What it does.</param>
/// <param name="Locks">What it waits for and what waits for it.</param>
/// <param name="Failure">What is left when it fails.</param>
/// <param name="Body">Its statements.</param>
internal sealed record TSqlProcedure(
    string Name, string Parameters, IReadOnlyList<string> Purpose, IReadOnlyList<string> Locks, string Failure, IReadOnlyList<string> Body)
{
    /// <summary>What every read of the shop's tables says of locks.</summary>
    public static readonly IReadOnlyList<string> ReadLocks =
    [
        "Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open",
        "transactions of the shop, which is meant: what is sent is what was committed. It waits no longer",
        "than LOCK_TIMEOUT (error 1222).",
    ];

    /// <summary>
    /// How long a read waits that others wait for, milliseconds: the dispatcher then reads what is not locked, and leaves the
    /// rest for later.
    /// </summary>
    public const int ShortWait = 250;

    /// <summary>Who calls it.</summary>
    public string Caller { get; init; } = "The dispatcher";

    /// <summary>How long it waits for a lock, milliseconds; by default half a minute, for what nobody waits for.</summary>
    public int LockTimeout { get; init; } = 30_000;

    /// <summary>The procedure.</summary>
    public GeneratedModule Write() => new(Name, $"""
        /*
          Purpose     {Lines(Purpose)}
          Caller      {Caller}. Made by outbox migrate from the mapping.
          Locks       {Lines(Locks)}
          On failure  {Failure}
        */
        CREATE OR ALTER PROCEDURE outbox.{TSqlText.Name(Name)}{(Parameters.Length == 0 ? "" : "\n" + Indent(Parameters))}
        AS
        SET NOCOUNT ON;
        SET XACT_ABORT ON;
        SET LOCK_TIMEOUT {LockTimeout};

        {string.Join("\n\n", Body)}
        """);

    private static string Lines(IReadOnlyList<string> lines) => string.Join("\n              ", lines.Select(Comment));
}
