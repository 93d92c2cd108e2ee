namespace Outbox.Tests.TSql.Collations;

/// <summary>What is wrong with an expression or a name.</summary>
internal enum Fault
{
    /// <summary>Two collations meet, and nothing says which one counts (Msg 446, 449, 451, 457, 468).</summary>
    Conflict,

    /// <summary>What it does depends on the database's collation.</summary>
    Unstated,

    /// <summary>COLLATE says what is so without it.</summary>
    Redundant,

    /// <summary>A column of the outbox's that has not the outbox's collation.</summary>
    NotBinary,

    /// <summary>A name that is spelled otherwise than where it is declared.</summary>
    Spelling,

    /// <summary>The checker does not know what it is.</summary>
    Unresolved,
}

/// <summary>A fault and where it is.</summary>
internal sealed record Finding(Fault Fault, string Script, int Line, string What)
{
    public override string ToString() => $"{Script}:{Line} {Fault}: {What}";
}
