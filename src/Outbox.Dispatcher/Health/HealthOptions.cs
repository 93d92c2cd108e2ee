using Outbox.Core.Errors;
using Outbox.Dispatcher.Plan;

namespace Outbox.Dispatcher.Health;

/// <summary>How the dispatcher tells how it is: the settings <c>Outbox:Health:*</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Outbox:Health";

    /// <summary>Where it listens; empty or <c>off</c> for nowhere. The default is reachable from this machine alone.</summary>
    public string? Url { get; set; } = "http://127.0.0.1:7273";

    /// <summary>How late a turn of the dispatcher's loop may be before it counts as hanging, from 1 s to 1 h.</summary>
    public TimeSpan LoopWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the outbox is asked for its backlog, from 100 ms to 5 min.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="OutboxException">OBX470: a setting is out of range.</exception>
    public void Validate()
    {
        Range(nameof(LoopWithin), LoopWithin, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(nameof(Every), Every, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
    }

    private static void Range(string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            throw new OutboxException(
                RowReasons.Setting, $"{value} is out of range.", $"{Section}:{name}", $"Set it to a value from {least} to {most}.");
        }
    }
}
