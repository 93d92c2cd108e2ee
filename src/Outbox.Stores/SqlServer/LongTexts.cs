using Microsoft.Data.SqlClient;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// Rows with long texts (<c>nvarchar(max)</c>) are read synchronously. The driver's asynchronous read begins a text anew
/// with each packet that it comes in (dotnet/SqlClient#593), and fails where a packet ends within a character.
/// </summary>
internal static class LongTexts
{
    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between rows.</exception>
    public static bool Read(SqlDataReader reader, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return reader.Read();
    }
}
