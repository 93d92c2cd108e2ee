using System.Reflection;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour.Ownership;

/// <summary>A store whose calls wait while it is closed: a dispatcher that is cut off from its database, for as long as the test says.</summary>
public class Gate : DispatchProxy
{
    private static readonly MethodInfo Later = typeof(Gate).GetMethod(nameof(LaterAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private IOutboxStore _store = null!;
    private TaskCompletionSource _open = Opened();

    /// <summary>A store behind a gate that is open.</summary>
    public static (IOutboxStore Store, Gate Gate) Before(IOutboxStore store)
    {
        var proxy = Create<IOutboxStore, Gate>();
        var gate = (Gate)(object)proxy;
        gate._store = store;
        return (proxy, gate);
    }

    /// <summary>Is over when the gate is open.</summary>
    public Task Open => Volatile.Read(ref _open).Task;

    /// <summary>Closes it.</summary>
    public void Shut() => Volatile.Write(ref _open, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Opens it.</summary>
    public void Release() => Volatile.Read(ref _open).TrySetResult();

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IAsyncDisposable.DisposeAsync))
        {
            return ValueTask.CompletedTask;
        }

        var type = targetMethod.ReturnType;
        return type.IsGenericType
            ? Later.MakeGenericMethod(type.GetGenericArguments()[0]).Invoke(this, [targetMethod, args])
            : LaterAsync<int>(targetMethod, args);
    }

    private async Task<T> LaterAsync<T>(MethodInfo method, object?[]? args)
    {
        await Open;
        var task = (Task)method.Invoke(_store, args)!;
        if (task is Task<T> typed)
        {
            return await typed;
        }

        await task;
        return default!;
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
