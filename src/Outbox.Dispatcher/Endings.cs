using Outbox.Core.Errors;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>
/// Which errors end the process. After its first successful cycle none but a lost binding and a newer schema: whatever else
/// fails is tried again. Before it an error that a person can fix ends it too: whoever starts it is told.
/// </summary>
internal sealed class Endings
{
    private volatile bool _hasWorked;

    /// <summary>A cycle has succeeded.</summary>
    public void NoteSuccess() => _hasWorked = true;

    /// <summary>Whether an error ends the process.</summary>
    public bool Ends(Exception error) => error is OutboxException { Code: var code }
        && (code == RowReasons.BoundElsewhere || code == StoreErrors.NewerSchema || !_hasWorked);
}
