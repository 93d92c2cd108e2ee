using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Outbox.EndToEnd.Tests.Service;

/// <summary>The real executable at <c>outbox run</c>. Its lines are signals to wait for.</summary>
internal sealed partial class RunningOutbox : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly List<(string Text, TaskCompletionSource<string> Seen)> _awaited = [];
    private readonly Lock _lock = new();
    private readonly Task _read;

    private RunningOutbox(Process process)
    {
        _process = process;
        _read = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>All that it printed so far.</summary>
    public string Printed => string.Join('\n', _lines);

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it; the health endpoints are on a free port unless the settings say otherwise.</summary>
    public static RunningOutbox Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "outbox.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OUTBOX__CUSTOMERIO__APIKEY"] = "sandbox";
        start.Environment["OUTBOX__HEALTH__URL"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
        {
            // Null takes a variable away.
            start.Environment[name] = value;
        }

        return new RunningOutbox(Process.Start(start)!);
    }

    /// <summary>Waits for a line with this text; one printed already counts.</summary>
    public async Task<string> LineAsync(string text)
    {
        Task<string> seen;
        lock (_lock)
        {
            if (_lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } already)
            {
                return already;
            }

            var source = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, source));
            seen = source.Task;
        }

        // The limit is for a test that hangs; no test waits for it.
        var first = await Task.WhenAny(seen, _read).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        return first == seen ? await seen : throw new InvalidOperationException($"It ended without '{text}':\n{Printed}");
    }

    /// <summary>Where health and metrics are served.</summary>
    public async Task<Uri> HealthAsync() => new(Address().Match(await LineAsync("Health and metrics at ")).Value);

    /// <summary>Sends it a signal, as a service manager would.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
        await _read;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _lines.Enqueue(line);
                _awaited.Where(awaited => line.Contains(awaited.Text, StringComparison.Ordinal))
                    .ToList()
                    .ForEach(awaited => awaited.Seen.TrySetResult(line));
            }
        }
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();
}
