using System.Globalization;
using System.Text;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// The steps as one script for SSMS or sqlcmd, with the same result as <c>migrate</c>. Each step is a transaction; where
/// one fails, everything after it is passed over (SET NOEXEC ON), and the script can be run again once it is mended.
/// </summary>
internal static class DeploymentScript
{
    private const string Go = "GO";

    /// <summary>Writes it.</summary>
    /// <param name="database">The database that it was made for; it refuses another.</param>
    /// <param name="steps">The steps; none where there is nothing to do.</param>
    /// <param name="writers">Writers that the triggers break, and what was not checked; accepted, and told to whoever runs it.</param>
    /// <param name="clr">What was chosen about the SQL CLR assembly, and why; null to say nothing.</param>
    public static string Write(string database, IReadOnlyList<DeploymentStep> steps, WriterReport writers, string? clr = null)
    {
        var script = new StringBuilder();
        Line("/*");
        Line("  Purpose     Brings the outbox of one database to a mapping: what `outbox migrate` would do, as one script.");
        Line("  Caller      A DBA, in SSMS or sqlcmd (sqlcmd -b -I), as a member of db_owner.");
        Line("  Locks       Each step waits a few seconds for a lock at most. A trigger takes a schema lock on its table, in a transaction");
        Line("              of its own. Nothing else meets the shop.");
        Line("  On failure  The step that failed is rolled back, all after it are passed over, all before it stay. Make the script");
        Line("              anew with `outbox migrate --script` and run that: it holds what is left.");
        if (clr is not null)
        {
            Line($"  SQL CLR     {ServerText.Comment(clr)}.");
        }

        Line("*/");
        foreach (var writer in writers.Broken)
        {
            Line($"-- FAILS from then on with error {writer.Error}, on {Comment(writer.Table)}: {Comment(writer.Source)}: {Comment(writer.Statement)}");
        }

        foreach (var place in writers.NotChecked)
        {
            Line($"-- NOT CHECKED for writers that fail from then on: {Comment(place)}");
        }

        if (steps.Count == 0)
        {
            Line("PRINT N'Nothing to do: the database is as the mapping says.';");
            return script.ToString();
        }

        Line("SET NOEXEC OFF;");
        Line("SET NOCOUNT, XACT_ABORT ON;");
        Line("SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;");
        Line("SET NUMERIC_ROUNDABORT OFF;");
        Line(Go);
        Line($"DECLARE @Database nvarchar(128) = {ServerText.Literal(database)};");
        Line("IF DB_NAME() <> @Database");
        Line("BEGIN");
        Line("    RAISERROR (N'This script was made for the database %s.', 16, 1, @Database);");
        Line("    SET NOEXEC ON;");
        Line("END;");
        Line(Go);
        Line("IF DATABASE_PRINCIPAL_ID(N'outbox_dispatcher') IS NULL CREATE ROLE outbox_dispatcher AUTHORIZATION dbo;");
        Line(Go);
        Line("DECLARE @Result int;");
        Line("EXEC @Result = sp_getapplock @Resource = N'outbox.migrate', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 10000, @DbPrincipal = 'outbox_dispatcher';");
        Line("IF @Result < 0");
        Line("BEGIN");
        Line("    RAISERROR (N'Another migrate is at work on this database.', 16, 1);");
        Line("    SET NOEXEC ON;");
        Line("END;");
        Line(Go);
        Batches(SqlServerTexts.Deploy("Bootstrap").Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries));
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            Line("");
            Line(string.Create(CultureInfo.InvariantCulture, $"-- {i + 1} of {steps.Count}: {step.Kind.ToString().ToLowerInvariant()} {ServerText.Comment(step.Name)}"));
            if (step.Kind != StepKind.Trust)
            {
                Line("BEGIN TRANSACTION;");
                Line(Go);
            }

            Batches(step.IsOfMapping ? step.Batches : step.Batches.SelectMany(b => b.Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries)));
            if (step.Kind == StepKind.Migration)
            {
                Batches([ServerText.Fill("RecordMigration", ("name", ServerText.Literal(step.Name)))]);
            }

            if (step.Kind != StepKind.Trust)
            {
                Line("COMMIT TRANSACTION;");
                Line(Go);
            }
        }

        Line("");
        Line("PRINT N'Done: the database is as the mapping says.';");
        Line(Go);
        Line("SET NOEXEC OFF;");
        Line("SET LOCK_TIMEOUT -1;");
        Line("IF @@TRANCOUNT > 0");
        Line("BEGIN");
        Line("    ROLLBACK TRANSACTION;");
        Line("    RAISERROR (N'A step failed; see the first error above. What came before it stays.', 16, 1);");
        Line("END;");
        Line("EXEC sp_releaseapplock @Resource = N'outbox.migrate', @LockOwner = 'Session', @DbPrincipal = 'outbox_dispatcher';");
        Line(Go);
        return script.ToString();

        // sqlcmd fills in its variables in comments too.
        static string Comment(string text) => text.ReplaceLineEndings(" ").Replace("$(", "$ (", StringComparison.Ordinal);

        void Line(string text) => script.Append(text).Append('\n');

        void Batches(IEnumerable<string> batches)
        {
            foreach (var batch in batches.Select(b => b.Trim('\n')).Where(b => b.Length > 0))
            {
                Line(ServerText.Batch(batch));
                Line(Go);

                // An error that aborts the batch has rolled back (XACT_ABORT); one of the compiler has not: both stop here.
                Line("IF @@ERROR <> 0 SET NOEXEC ON;");
                Line(Go);
            }
        }
    }
}
