using Outbox.Core.Errors;
using Outbox.Stores;

namespace Outbox.Cli.Errors;

/// <summary>The one place where an error becomes text for a person and an exit code for a script.</summary>
internal static class ErrorPrinter
{
    /// <summary>Set to 1, it adds the stack trace of an unexpected error.</summary>
    public const string TraceVariable = "OUTBOX_TRACE";

    /// <summary>Prints the error and tells the exit code.</summary>
    public static int Print(Exception error, TextWriter output)
    {
        switch (error)
        {
            case OutboxException known:
                return Print(known, output);
            case StoreBusyException { WhenFinal: { } known }:
                // The dispatcher tries again; a command that is run once does not.
                return Print(known, output);
            case OperationCanceledException:
                output.WriteLine("stopped before it was done");
                return ExitCodes.Interrupted;
            default:
                PrintDefect(error, output);
                return ExitCodes.Defect;
        }
    }

    private static int Print(OutboxException error, TextWriter output)
    {
        output.WriteLine($"error {error.Code}: {Credentials.Mask(error.Message)}");
        if (error.Where is not null)
        {
            output.WriteLine($"  where: {Credentials.Mask(error.Where)}");
        }

        output.WriteLine($"  mend: {Credentials.Mask(error.Mend)}");
        return ExitCodes.Of(error.Code.Kind);
    }

    /// <summary>
    /// The words of an error that nobody foresaw can quote anything: a database the value that it could not convert, a parser
    /// its input. What it is and where it came from are told, its words are not.
    /// </summary>
    private static void PrintDefect(Exception error, TextWriter output)
    {
        output.WriteLine($"unexpected error: {Chain(error)}");
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1")
        {
            for (var cause = error; cause is not null; cause = cause.InnerException)
            {
                output.WriteLine($"{ErrorName.Of(cause)}{Environment.NewLine}{cause.StackTrace}");
            }
        }
        else
        {
            output.WriteLine($"  This is a defect. Run it again with {TraceVariable}=1 and report what it prints: types and places, no values.");
        }
    }

    private static string Chain(Exception error) =>
        ErrorName.Of(error) + (error.InnerException is { } inner ? $", because of {Chain(inner)}" : "");
}
