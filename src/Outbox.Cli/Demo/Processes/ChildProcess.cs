using System.Diagnostics;
using Outbox.Core.Errors;

namespace Outbox.Cli.Demo.Processes;

/// <summary>A process of the demo; what it prints goes to a log file.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _name;
    private readonly string _log;
    private readonly Task<int> _ended;
    private readonly TaskCompletionSource<string> _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _awaitedPrefix;
    private readonly Lock _gate = new();

    private ChildProcess(string name, string log, ProcessStartInfo info, string? awaitedPrefix)
    {
        _name = name;
        _log = log;
        _awaitedPrefix = awaitedPrefix;
        _process = Process.Start(info)!;
        _ended = PumpAsync();
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>The exit code, once the process has ended and all that it printed is in the log.</summary>
    public Task<int> Ended => _ended;

    /// <summary>Whether the demo ended it.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>Starts this program with other arguments.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="log">The file that its output is added to.</param>
    /// <param name="info">How to start it.</param>
    /// <param name="awaitedPrefix">What the line begins with that <see cref="AwaitLineAsync"/> waits for.</param>
    public static ChildProcess Start(string name, string log, ProcessStartInfo info, string? awaitedPrefix = null) =>
        new(name, log, info, awaitedPrefix);

    /// <summary>The rest of the awaited line.</summary>
    /// <exception cref="OutboxException">The process ended without it.</exception>
    public async Task<string> AwaitLineAsync(CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(_awaited.Task, _ended).WaitAsync(cancellationToken);
        return first == _awaited.Task ? await _awaited.Task : throw Stopped();
    }

    /// <summary>The exit of a process that is to do one thing.</summary>
    /// <exception cref="OutboxException">It failed.</exception>
    public async Task SucceedAsync(CancellationToken cancellationToken)
    {
        if (await _ended.WaitAsync(cancellationToken) != 0)
        {
            throw Stopped();
        }
    }

    /// <summary>Says so where the process has ended by itself, or does within a second.</summary>
    /// <exception cref="OutboxException">It has.</exception>
    public async Task FailIfStoppedAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(_ended, Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken)) == _ended && !IsKilled)
        {
            throw Stopped();
        }
    }

    /// <summary>Ends it hard: no handler of its own runs.</summary>
    public async Task KillAsync()
    {
        IsKilled = true;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        await _ended;
    }

    /// <summary>That it ended by itself, in words.</summary>
    public OutboxException Stopped() => new(
        CliErrors.ChildStopped,
        $"The demo's process '{_name}' stopped with exit code {_process.ExitCode}.{LastLines()}",
        _log,
        "Its output above and the whole log say why; run the demo again once that is mended.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task<int> PumpAsync()
    {
        _process.StandardInput.Close();
        await using (var log = new StreamWriter(_log, append: true))
        {
            await Task.WhenAll(CopyAsync(_process.StandardOutput, log), CopyAsync(_process.StandardError, log));
        }

        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private async Task CopyAsync(StreamReader from, StreamWriter log)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                log.WriteLine(line);
                log.Flush();
            }

            if (_awaitedPrefix is not null && line.StartsWith(_awaitedPrefix, StringComparison.Ordinal))
            {
                _awaited.TrySetResult(line[_awaitedPrefix.Length..].Trim());
            }
        }
    }

    private string LastLines()
    {
        var lines = File.ReadLines(_log).TakeLast(6).ToList();
        return lines.Count == 0 ? "" : $" It said:{Environment.NewLine}    {string.Join(Environment.NewLine + "    ", lines)}";
    }
}
