namespace Outbox.Dispatcher.Launch;

/// <summary>What became of a demand of the launch gate.</summary>
public enum GateState
{
    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It does not.</summary>
    Fail,

    /// <summary>It cannot be seen from here; a person has to look.</summary>
    Unseen,
}

/// <summary>A demand of the launch gate.</summary>
/// <param name="Name">What is demanded.</param>
/// <param name="State">What became of it.</param>
/// <param name="Evidence">What was looked at, with numbers.</param>
/// <param name="Mend">What to do where it does not hold, or how to look; null where it holds.</param>
public sealed record GateItem(string Name, GateState State, string Evidence, string? Mend = null)
{
    /// <summary>It holds.</summary>
    public static GateItem Pass(string name, string evidence) => new(name, GateState.Pass, evidence);

    /// <summary>It does not.</summary>
    public static GateItem Fail(string name, string evidence, string mend) => new(name, GateState.Fail, evidence, mend);

    /// <summary>It cannot be seen.</summary>
    public static GateItem Unseen(string name, string evidence, string mend) => new(name, GateState.Unseen, evidence, mend);
}
