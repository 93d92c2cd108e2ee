namespace Outbox.Cli.Demo;

/// <summary>How the demo is played.</summary>
/// <param name="Database">The file to make; null for one in the demo's folder.</param>
/// <param name="Keep">Whether the folder stays after a good run.</param>
/// <param name="Seed">Of everything that chance decides: the shop's deeds, the sandbox's faults, the kills.</param>
/// <param name="Orders">Orders that the shop takes.</param>
internal sealed record DemoOptions(string? Database, bool Keep, int Seed, int Orders)
{
    /// <summary>Fewer make no play with two kills in it.</summary>
    public const int FewestOrders = 40;

    /// <summary>Enough for well over a thousand writes.</summary>
    public const int DefaultOrders = 300;
}
