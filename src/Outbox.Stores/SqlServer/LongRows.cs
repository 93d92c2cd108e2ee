using Microsoft.Data.SqlClient;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// Rows with <c>nvarchar(max)</c> in them are asked for asynchronously and read synchronously. Read asynchronously, the
/// driver goes through a row's packets again from the first each time that one is missing, which takes the square of the
/// time (dotnet/SqlClient issue 593), and version 7.1 loses its place in it where the length of a piece lies across two
/// packets: an ArgumentOutOfRangeException now and then, seen with a thousand rows of a kilobyte.
/// </summary>
internal static class LongRows
{
    /// <summary>Goes to the next row. The rows of an answer come within the command's time-out.</summary>
    /// <param name="reader">Of a command that has been executed.</param>
    /// <param name="cancellationToken">Cancels between two rows.</param>
    /// <returns>False after the last row.</returns>
    public static bool Next(SqlDataReader reader, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return reader.Read();
    }
}
