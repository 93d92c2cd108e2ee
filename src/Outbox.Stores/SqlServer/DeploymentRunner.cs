using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Helpers;
using DbUp.SqlServer;
using DbUp.Support;
using Microsoft.Data.SqlClient;
using Outbox.Core.Errors;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// Runs steps by DbUp, a transaction each. A step waits a few seconds for the locks that it needs, lets everybody else pass and
/// tries again; a statement that works is given all the time that it takes.
/// </summary>
internal sealed class DeploymentRunner(SqlServerConnector connector, ServerRules rules, TimeProvider time)
{
    private const int LockTimedOut = 1222;
    private const int DeadlockVictim = 1205;
    private const string JournalSchema = "outbox";
    private const string JournalTable = "SchemaVersion";

    private static readonly SqlScriptOptions Once = new() { ScriptType = ScriptType.RunOnce, RunGroupOrder = 1 };

    /// <summary>Not journaled: the hashes that a step records tell.</summary>
    private static readonly SqlScriptOptions Always = new() { ScriptType = ScriptType.RunAlways, RunGroupOrder = 2 };

    /// <summary>Makes the schema and the journal, where they are not there.</summary>
    public void Bootstrap() => Run([new SqlScript("bootstrap", SqlServerTexts.Deploy("Bootstrap"), Always)], hasJournal: false);

    /// <summary>Runs the steps in order.</summary>
    /// <exception cref="OutboxException">A step failed; those before it are done.</exception>
    public async Task RunAsync(IReadOnlyList<DeploymentStep> steps, CancellationToken cancellationToken)
    {
        var scripts = steps.Select((step, number) => (step.Kind, Script: Script(step, number))).ToList();
        await RunPatientlyAsync([.. scripts.Where(s => s.Kind < StepKind.Trust).Select(s => s.Script)], cancellationToken);
        Run([.. scripts.Where(s => s.Kind == StepKind.Trust).Select(s => s.Script)], hasJournal: true, inTransaction: false);
        await RunPatientlyAsync([.. scripts.Where(s => s.Kind == StepKind.Clr).Select(s => s.Script)], cancellationToken);
        await RunPatientlyAsync([.. scripts.Where(s => s.Kind == StepKind.Removal).Select(s => s.Script)], cancellationToken, hasJournal: false);
    }

    // DbUp orders by name within a group.
    private static SqlScript Script(DeploymentStep step, int number) => step.Kind == StepKind.Migration
        ? new SqlScript(step.Name, step.Text, Once)
        : new SqlScript($"{number:D4} {step.Name}", step.Text, Always);

    private async Task RunPatientlyAsync(IReadOnlyList<SqlScript> scripts, CancellationToken cancellationToken, bool hasJournal = true)
    {
        var tries = 0;
        for (var rest = scripts; rest.Count > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = Perform(rest, hasJournal, inTransaction: true);
            if (result.Successful)
            {
                return;
            }

            if (result.Error is not SqlException { Number: LockTimedOut or DeadlockVictim })
            {
                throw Explain(result);
            }

            // Each step that went through begins the count anew.
            var done = result.Scripts.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
            tries = done.Count > 0 ? 1 : tries + 1;
            rest = [.. rest.Where(s => !done.Contains(s.Name))];
            if (tries >= rules.LockTries)
            {
                throw new OutboxException(
                    StoreErrors.TableBusy,
                    $"'{result.ErrorScript?.Name ?? rest[0].Name}' could not be done: what it needs stayed locked in {tries} tries of {rules.LockTimeout.TotalSeconds:F0} s.",
                    connector.Place,
                    "Run migrate again at a quieter time; it goes on where it stopped.",
                    result.Error);
            }

            await Task.Delay(TimeSpan.FromSeconds(tries), time, cancellationToken);
        }
    }

    private void Run(IReadOnlyList<SqlScript> scripts, bool hasJournal, bool inTransaction = true)
    {
        if (scripts.Count > 0 && Perform(scripts, hasJournal, inTransaction) is { Successful: false } failed)
        {
            throw Explain(failed);
        }
    }

    private DatabaseUpgradeResult Perform(IReadOnlyList<SqlScript> scripts, bool hasJournal, bool inTransaction)
    {
        var builder = DeployChanges.To
            .SqlDatabase(connector.ConnectionString)
            .WithScripts(scripts)
            .WithVariablesDisabled()
            .WithExecutionTimeout(TimeSpan.Zero)
            .LogTo(new NoOpUpgradeLog());
        builder = inTransaction ? builder.WithTransactionPerScript() : builder.WithoutTransaction();
        builder = hasJournal
            ? builder.JournalTo((connections, log) => new SqlTableJournal(connections, log, JournalSchema, JournalTable))
            : builder.JournalTo(new NullJournal());
        foreach (var preprocessor in rules.Preprocessors)
        {
            builder = builder.WithPreprocessor(preprocessor);
        }

        return builder.Build().PerformUpgrade();
    }

    private OutboxException Explain(DatabaseUpgradeResult result) =>
        result.Error is SqlException error && ServerFaults.Of(error) != ServerFault.NotInstalled
            && connector.Explain(error, passingIsFinal: true) is OutboxException known
                ? known
                : new OutboxException(
                    StoreErrors.ScriptFailed,
                    $"'{result.ErrorScript?.Name ?? "the migration"}' failed: {result.Error.Message.ReplaceLineEndings(" ").Trim()}",
                    connector.Place,
                    "Its own transaction was rolled back; what came before it is done. Fix what the message names and run migrate again.",
                    result.Error);
}
