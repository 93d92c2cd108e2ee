namespace Outbox.Cli.Demo;

/// <summary>After which of the shop's deeds the dispatcher is killed and started again.</summary>
/// <param name="FirstKill">Deeds done at the first kill.</param>
/// <param name="FirstStart">Deeds done when it is started again.</param>
/// <param name="SecondKill">Deeds done at the second kill; it is started again once all is done that a schedule is to find.</param>
internal sealed record KillPlan(int FirstKill, int FirstStart, int SecondKill)
{
    /// <summary>The part of its deeds at which a desk waits for the first kill and start to be over.</summary>
    public const double FirstGate = 0.55;

    /// <summary>The part at which a desk has done all that a schedule is to find.</summary>
    public const double FeedersDone = 0.82;

    /// <summary>The part at which a desk waits for the second kill and start.</summary>
    public const double SecondGate = 0.85;

    /// <summary>Plans for a play. No desk waits at a gate for deeds that stand behind it.</summary>
    /// <param name="deeds">Of all desks.</param>
    /// <param name="seed">Of the plan.</param>
    public static KillPlan Make(int deeds, int seed)
    {
        var random = new Random(seed);
        var first = 0.2 + (0.2 * random.NextDouble());
        var start = first + 0.01 + (0.03 * random.NextDouble());
        var second = 0.7 + (0.08 * random.NextDouble());
        return new KillPlan((int)(deeds * first), (int)(deeds * start), (int)(deeds * second));
    }
}
