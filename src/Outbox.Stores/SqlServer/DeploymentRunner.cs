using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Helpers;
using DbUp.SqlServer;
using DbUp.Support;
using Microsoft.Data.SqlClient;
using Outbox.Core.Errors;

namespace Outbox.Stores.SqlServer;

/// <summary>Runs steps by DbUp, a transaction each.</summary>
internal sealed class DeploymentRunner(SqlServerConnector connector, ServerRules rules, TimeProvider time)
{
    private const int LockTimedOut = 1222;
    private const string JournalSchema = "outbox";
    private const string JournalTable = "SchemaVersion";

    private static readonly SqlScriptOptions Once = new() { ScriptType = ScriptType.RunOnce, RunGroupOrder = 1 };

    /// <summary>Not journaled: the hashes that a step records tell.</summary>
    private static readonly SqlScriptOptions Always = new() { ScriptType = ScriptType.RunAlways, RunGroupOrder = 2 };

    /// <summary>Makes the schema and the journal, where they are not there.</summary>
    public void Bootstrap() => Run([new SqlScript("bootstrap", SqlServerTexts.Deploy("Bootstrap"), Always)], hasJournal: false);

    /// <summary>Runs the steps in order; triggers one by one, with patience.</summary>
    /// <exception cref="OutboxException">A step failed; those before it are done.</exception>
    public async Task RunAsync(IReadOnlyList<DeploymentStep> steps, CancellationToken cancellationToken)
    {
        Run([.. steps.Where(s => s.Kind < StepKind.DropTrigger).Select(Script)], hasJournal: true);
        foreach (var step in steps.Where(s => s.Kind is StepKind.DropTrigger or StepKind.Trigger))
        {
            await RunOnTableAsync(step, cancellationToken);
        }

        Run([.. steps.Where(s => s.Kind == StepKind.Trust).Select(Script)], hasJournal: true, inTransaction: false);
        Run([.. steps.Where(s => s.Kind == StepKind.Clr).Select(Script)], hasJournal: true);
        Run([.. steps.Where(s => s.Kind == StepKind.Removal).Select(Script)], hasJournal: false);
    }

    // DbUp orders by name within a group.
    private static SqlScript Script(DeploymentStep step, int number) => step.Kind == StepKind.Migration
        ? new SqlScript(step.Name, step.Text, Once)
        : new SqlScript($"{number:D4} {step.Name}", step.Text, Always);

    private async Task RunOnTableAsync(DeploymentStep step, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Run([Script(step, 0)], hasJournal: true);
                return;
            }
            catch (OutboxException error) when (error.InnerException is SqlException { Number: LockTimedOut })
            {
                if (attempt >= rules.LockTries)
                {
                    throw new OutboxException(
                        StoreErrors.TableBusy,
                        $"'{step.Name}' could not be put in place: its table stayed locked in {attempt} tries of {rules.LockTimeout.TotalSeconds:F0} s.",
                        connector.Place,
                        "Run migrate again at a quieter time; it goes on where it stopped.",
                        error);
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
        }
    }

    private void Run(IReadOnlyList<SqlScript> scripts, bool hasJournal, bool inTransaction = true)
    {
        if (scripts.Count == 0)
        {
            return;
        }

        var builder = DeployChanges.To
            .SqlDatabase(connector.ConnectionString)
            .WithScripts(scripts)
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog());
        builder = inTransaction ? builder.WithTransactionPerScript() : builder.WithoutTransaction();
        builder = hasJournal
            ? builder.JournalTo((connections, log) => new SqlTableJournal(connections, log, JournalSchema, JournalTable))
            : builder.JournalTo(new NullJournal());
        foreach (var preprocessor in rules.Preprocessors)
        {
            builder = builder.WithPreprocessor(preprocessor);
        }

        var result = builder.Build().PerformUpgrade();
        if (!result.Successful)
        {
            throw Explain(result);
        }
    }

    private OutboxException Explain(DatabaseUpgradeResult result) =>
        result.Error is SqlException error && ServerFaults.Of(error) != ServerFault.NotInstalled
            && error.Number != LockTimedOut
            && connector.Explain(error, passingIsFinal: true) is OutboxException known
                ? known
                : new OutboxException(
                    StoreErrors.ScriptFailed,
                    $"'{result.ErrorScript?.Name ?? "the migration"}' failed: {result.Error.Message.ReplaceLineEndings(" ").Trim()}",
                    connector.Place,
                    "Its own transaction was rolled back; what came before it is done. Mend what the message names and run migrate again.",
                    result.Error);
}
