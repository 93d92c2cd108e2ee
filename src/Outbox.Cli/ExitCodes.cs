using Outbox.Core.Errors;

namespace Outbox.Cli;

/// <summary>What the process returns; documented in <c>docs/cli.md</c> and each command's help.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The command ran, and what it checks does not hold.</summary>
    public const int CheckFailed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>The mapping or a setting must be mended.</summary>
    public const int Configuration = 3;

    /// <summary>The database or its rights must be mended.</summary>
    public const int Database = 4;

    /// <summary>Customer.io refuses or cannot be reached.</summary>
    public const int CustomerIo = 5;

    /// <summary>A defect of this program.</summary>
    public const int Defect = 70;

    /// <summary>Stopped by the user before it was done (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>The code for an error of that kind.</summary>
    public static int Of(ErrorKind kind) => kind switch
    {
        ErrorKind.Database => Database,
        ErrorKind.CustomerIo => CustomerIo,
        _ => Configuration,
    };
}
