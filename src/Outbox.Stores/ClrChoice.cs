namespace Outbox.Stores;

/// <summary>What <c>migrate --clr</c> says about the SQL CLR assembly. Without it the T-SQL functions give the same results.</summary>
public enum ClrChoice
{
    /// <summary>
    /// Install it where the server lets it in as it is set: its hash is trusted already, or <c>clr strict security</c> is
    /// off. No setting of the server is changed, and nothing fails for its sake.
    /// </summary>
    Prefer,

    /// <summary>Install it, trusting its hash on the server if that is what it takes; else fail.</summary>
    Require,

    /// <summary>Leave it out, and drop it where it is.</summary>
    Never,
}
