using System.CommandLine;
using System.CommandLine.Invocation;
using Outbox.Cli;
using Outbox.Cli.Bench;
using Outbox.Cli.Commands;
using Outbox.Cli.Demo;
using Outbox.Cli.Errors;
using Outbox.Cli.Output;

var root = new RootCommand("Carries facts from the tables of a shop to Customer.io: each once, in time, on the right profile.")
{
    AdoptCommand.Create(),
    BenchCommand.Create(),
    CatalogCommand.Create(),
    DemoCommand.Create(),
    DoctorCommand.Create(),
    InitCommand.Create(),
    LintCommand.Create(),
    MigrateCommand.Create(),
    PreviewCommand.Create(),
    PurgeCommand.Create(),
    RequeueCommand.Create(),
    ResumeSendingCommand.Create(),
    ResyncCommand.Create(),
    RunCommand.Create(),
    SandboxCommand.Create(),
    StatusCommand.Create(),
    TraceCommand.Create(),
};

var parse = root.Parse(args);
try
{
    var result = await parse.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        Output = new TerminalWriter(Console.Out),
        Error = new TerminalWriter(Console.Error),

        // A signal gives a command two seconds; the dispatcher has requests to finish, and a limit of its own.
        ProcessTerminationTimeout = parse.CommandResult.Command.Name == RunCommand.Name
            ? RunCommand.ShutdownTimeout + TimeSpan.FromSeconds(5)
            : TimeSpan.FromSeconds(2),
    });
    return parse.Action is ParseErrorAction ? ExitCodes.Usage : result;
}
catch (Exception error)
{
    return ErrorPrinter.Print(error, new TerminalWriter(Console.Error));
}
