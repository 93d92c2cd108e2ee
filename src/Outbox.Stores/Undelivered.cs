using Outbox.Core.Errors;

namespace Outbox.Stores;

/// <summary>Rows that an uninstall would take with it.</summary>
internal static class Undelivered
{
    /// <summary>Refuses unless told.</summary>
    /// <exception cref="OutboxException">OBX219.</exception>
    public static void Check(long rows, bool force, string place)
    {
        if (rows > 0 && !force)
        {
            throw new OutboxException(
                StoreErrors.Undelivered,
                $"{rows} rows were not delivered yet, and would be lost.",
                place,
                "Let the dispatcher drain them (outbox status), or give --force.");
        }
    }
}
