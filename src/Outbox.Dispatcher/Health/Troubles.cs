using Microsoft.Extensions.Logging;

namespace Outbox.Dispatcher.Health;

/// <summary>
/// What fails and is tried again, since nobody knows better: each is said once when it begins and once when it is over, and
/// shown in health for as long. Thread-safe.
/// </summary>
public sealed class Troubles(DispatcherStatus status, ILogger<Troubles> log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _failing = new(StringComparer.Ordinal);

    /// <summary>Something fails.</summary>
    /// <param name="part">What.</param>
    /// <param name="error">The error without its words: they can quote values.</param>
    public void Note(string part, string error)
    {
        lock (_lock)
        {
            if (!_failing.TryAdd(part, error))
            {
                _failing[part] = error;
                return;
            }
        }

        Log.Failing(log, part, error);
        Show();
    }

    /// <summary>It does not, or no longer.</summary>
    public void End(string part)
    {
        lock (_lock)
        {
            if (!_failing.Remove(part))
            {
                return;
            }
        }

        Log.Works(log, part);
        Show();
    }

    private void Show()
    {
        lock (_lock)
        {
            var failing = new Dictionary<string, string>(_failing, StringComparer.Ordinal);
            status.Note(picture => picture with { Failing = failing });
        }
    }
}
