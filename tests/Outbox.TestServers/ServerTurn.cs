namespace Outbox.TestServers;

/// <summary>
/// One test at a time has the server, whichever process it runs in. Some servers keep one set of application locks for all
/// databases, some give up where two of them wait for one, and what several databases define at once meets in the catalog.
/// </summary>
public sealed class ServerTurn : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly SemaphoreSlim Process = new(1);

    private FileStream? _machine;

    private ServerTurn(FileStream machine) => _machine = machine;

    /// <summary>Waits for the turn; the system takes it back from a process that has died.</summary>
    public static async Task<ServerTurn> TakeAsync(CancellationToken cancellationToken)
    {
        await Process.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    return new ServerTurn(new FileStream(
                        Path.Combine(Path.GetTempPath(), "outbox-test-server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
                }
                catch (IOException)
                {
                    await Task.Delay(Poll, cancellationToken);
                }
            }
        }
        catch
        {
            Process.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _machine, null) is { } machine)
        {
            machine.Dispose();
            Process.Release();
        }
    }
}
