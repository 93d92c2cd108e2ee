using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Outbox.Stores.Sqlite;

/// <summary>
/// Where this process's writes to a file wait for one another: SQLite lets one connection write at a time, and one that comes
/// too late sleeps before it asks again. Whoever's turn it is takes along those who wait, in one transaction: a commit waits
/// for the disk, and one serves them all. Each write is applied whole or not at all, and each is told only of its own failure.
/// </summary>
internal sealed class SqliteWriteLine : IDisposable
{
    private readonly ConcurrentQueue<Entry> _waiting = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Runs a write, alone or with others.</summary>
    /// <param name="work">The write; it may run a second time, after the first was rolled back.</param>
    /// <param name="transact">Runs what it is given in one transaction.</param>
    /// <param name="cancellationToken">Ends the wait for the turn.</param>
    public async Task<T> RunAsync<T>(
        Func<SqliteConnection, SqliteTransaction, Task<T>> work,
        Func<Func<SqliteConnection, SqliteTransaction, Task>, Task> transact,
        CancellationToken cancellationToken)
    {
        T? result = default;
        var entry = new Entry(async (connection, transaction) => result = await work(connection, transaction));
        _waiting.Enqueue(entry);
        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!entry.TryTake())
        {
            // Another's turn has taken it along.
            await entry.Done.Task;
            return result!;
        }

        try
        {
            await RunWaitingAsync(transact);
        }
        finally
        {
            _turn.Release();
        }

        await entry.Done.Task;
        return result!;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task RunWaitingAsync(Func<Func<SqliteConnection, SqliteTransaction, Task>, Task> transact)
    {
        var entries = new List<Entry>();
        while (_waiting.TryDequeue(out var entry))
        {
            if (entry.TryTake())
            {
                entries.Add(entry);
            }
        }

        if (entries.Count == 0 || await TryAsync(entries, transact))
        {
            return;
        }

        // One of them failed, and not all are to blame.
        foreach (var entry in entries)
        {
            await TryAsync([entry], transact);
        }
    }

    /// <summary>Runs writes in one transaction.</summary>
    /// <returns>Whether each has been told what came of it.</returns>
    private static async Task<bool> TryAsync(List<Entry> entries, Func<Func<SqliteConnection, SqliteTransaction, Task>, Task> transact)
    {
        try
        {
            await transact(async (connection, transaction) =>
            {
                foreach (var entry in entries)
                {
                    await entry.Work(connection, transaction);
                }
            });
        }
        catch (Exception error)
        {
            if (entries.Count > 1 && error is not StoreBusyException)
            {
                return false;
            }

            entries.ForEach(entry => entry.Done.TrySetException(error));
            return true;
        }

        entries.ForEach(entry => entry.Done.TrySetResult());
        return true;
    }

    private sealed class Entry(Func<SqliteConnection, SqliteTransaction, Task> work)
    {
        private int _isTaken;

        public Func<SqliteConnection, SqliteTransaction, Task> Work => work;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whether it was still to be had: by one turn, or by its owner who gives up.</summary>
        public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;
    }
}
