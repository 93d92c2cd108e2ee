namespace Outbox.Cli.Commands;

/// <summary>Who runs a command, as the outbox's record of operations keeps it.</summary>
internal static class Operator
{
    /// <summary>Such as <c>ann@shop-01</c>.</summary>
    public static string Name => $"{Environment.UserName}@{Environment.MachineName}";
}
