using Outbox.Mapping.Catalog;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The one trigger of a table: what stands around its captures.</summary>
internal sealed class TSqlTrigger(CapturePlan plan, TablePlan table)
{
    /// <summary>
    /// Rows of a statement above which nothing is captured. With lock escalation off on the outbox's table a statement
    /// holds a lock for each of its rows.
    /// </summary>
    private const int MaxRows = 100_000;

    private readonly TSqlCaptures _captures = new(plan, table);

    private CatalogTable Table => table.Table;

    private string CapturedBy => TSqlWriter.CapturedByTable(Table.Name);

    /// <summary>The trigger; null where nothing of this table is captured.</summary>
    public GeneratedTrigger? Write()
    {
        var operations = Enum.GetValues<WriteOperation>().Where(_captures.Has).ToList();
        if (operations.Count == 0)
        {
            return null;
        }

        var name = TSqlWriter.TriggerName(Table.Name.Name);
        var schema = Name(Table.Name.Schema ?? "dbo");
        List<string> captures = [.. _captures.Touches, .. Branches(operations)];
        List<string> body =
        [
            .. Switches(operations),
            .. _captures.TooLong(operations) is { } tooLong ? [tooLong] : Array.Empty<string>(),
            .. captures.Exists(c => c.Contains("HASHBYTES", StringComparison.Ordinal)) ? [TSqlLane.Explanation] : Array.Empty<string>(),
            .. captures,
        ];
        return new GeneratedTrigger(name, Table.Name, $"""
            {Header()}
            CREATE OR ALTER TRIGGER {schema}.{Name(name)}
            ON {Name(Table.Name)}
            AFTER {string.Join(", ", operations.Select(o => o.ToString().ToUpperInvariant()))}
            NOT FOR REPLICATION
            AS
            IF ROWCOUNT_BIG() = 0 RETURN;   -- first of all: any SET would reset it

            -- What an insert beside a filtered index needs, whatever the shop's session has. All of it reverts at the end.
            SET NOCOUNT ON;
            SET ROWCOUNT 0;   -- a sequence is refused under it
            SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
            SET NUMERIC_ROUNDABORT OFF;
            SET XACT_ABORT OFF;

            -- Counted: under MERGE and in a cascade the row count is another statement's.
            {Counts(operations)}
            IF @RowsHit = 0 RETURN;

            BEGIN TRY
            {Indent(string.Join("\n\n", body))}
            END TRY
            BEGIN CATCH
                -- A doomed transaction takes no row, and an error kept quiet would only come back at the COMMIT.
                IF XACT_STATE() <> 1
                    THROW;

                -- Not ERROR_MESSAGE(): it can hold a person's data.
                DECLARE @Error nvarchar(60) = N'error ' + CONVERT(nvarchar(11), ERROR_NUMBER()) + N' in line ' + CONVERT(nvarchar(11), ERROR_LINE());
                BEGIN TRY
            {Indent(TSqlInsert.Fault(CapturedBy, CaptureErrors.CaptureFailed.Id, "@Error", "@RowsHit"), 2)}
                END TRY
                BEGIN CATCH
                    -- Neither the row nor the fault can be written: the shop's write stands all the same, and outbox reconcile
                    -- finds what is missing. Only where the transaction is doomed there is nothing left to save.
                    IF XACT_STATE() <> 1
                        THROW;
                END CATCH;
            END CATCH;
            """)
        {
            Operations = operations,
        };
    }

    /// <remarks>One statement, and none for the pseudo-table that stays empty: each is paid by every write of the shop.</remarks>
    private static string Counts(IReadOnlyList<WriteOperation> operations) => operations switch
    {
        [WriteOperation.Insert] => "DECLARE @New bigint = (SELECT COUNT_BIG(*) FROM inserted);\nDECLARE @RowsHit bigint = @New;",
        [WriteOperation.Delete] => "DECLARE @Old bigint = (SELECT COUNT_BIG(*) FROM deleted);\nDECLARE @RowsHit bigint = @Old;",
        _ => """
            DECLARE @New bigint, @Old bigint;
            SELECT @New = (SELECT COUNT_BIG(*) FROM inserted), @Old = (SELECT COUNT_BIG(*) FROM deleted);
            DECLARE @RowsHit bigint = CASE WHEN @New > @Old THEN @New ELSE @Old END;
            """,
    };

    private string Header()
    {
        IEnumerable<string> captures =
        [
            .. table.People is null ? [] : new[] { "people" },
            .. table.Touches.Select(t => "people." + t.CapturedBy),
            .. table.Events.Select(e => "events." + e.Name),
            .. table.Feeds.Select(f => f.CapturedBy),
            .. table.Guests is null ? [] : new[] { "people.guests" },
            .. table.Objects.Select(o => o.Object.CapturedBy),
            .. table.Relations.Select(r => r.CapturedBy),
        ];
        return $"""
            /*
              Purpose     Captures what is written to {Comment(Table.Name.ToString())}, in the transaction that writes it. Made by
                          outbox migrate from these parts of the mapping:
            {Indent(string.Join("\n", captures.Select(c => "  " + Comment(c))), 3)}
              Caller      Every INSERT, UPDATE and DELETE, by ownership chaining: the writer needs no right to the outbox.
              Locks       It only INSERTs, into outbox.Message and outbox.Fault, rows that no other session waits for. It
                          reads inserted, deleted and the outbox's switches, these without locks.
              On failure  The write goes through and outbox.Fault says what was not captured; an error that dooms the
                          transaction goes on to the writer.
            */
            """;
    }

    private IEnumerable<string> Switches(IReadOnlyList<WriteOperation> operations)
    {
        if (operations.Contains(WriteOperation.Update) && _captures.Named is { Count: > 0 } named)
        {
            yield return $"""
                -- An UPDATE that names none of these changes nothing of what is captured.
                IF @New > 0 AND @Old > 0
                   AND NOT ({TSqlCaptures.Names(named)})
                    RETURN;
                """;
        }

        var types = table.Events.Select(e => e.CapturedBy).Concat(table.Feeds.Select(f => f.CapturedBy)).ToList();
        var declared = string.Concat(types.Select(type => $", {TSqlCaptures.OffVariable(type)} bit"));
        var read = string.Concat(types.Select(type =>
            $",\n    {TSqlCaptures.OffVariable(type)} = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = {Text(type)} AND IsCaptured = 0) THEN 1 ELSE 0 END"));
        yield return $"""
            -- The switches, read once, at once and without locks: an operator's open transaction must not stop the shop.
            DECLARE @Switch nvarchar(60){declared};
            SELECT
                @Switch = CASE
                    WHEN CONVERT(nvarchar(4000), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                        THEN N'the session is switched off'
                    WHEN EXISTS
                    (
                        SELECT 1
                        FROM outbox.Capture WITH (NOLOCK)
                        WHERE SchemaName = {Text(Table.Name.Schema ?? "dbo")} AND TableName = {Text(Table.Name.Name)} AND IsEnabled = 0
                    )
                        THEN N'the table is switched off'
                END{read};
            IF @Switch IS NOT NULL
            {Block([TSqlInsert.Fault(CapturedBy, CaptureErrors.SwitchedOff.Id, "@Switch", "@RowsHit") + "\nRETURN;"])};
            """;

        yield return $"""
            -- More than a transaction of the shop should wait for. outbox reconcile finds what it missed.
            IF @RowsHit > {MaxRows}
            {Block([TSqlInsert.Fault(CapturedBy, CaptureErrors.TooManyRows.Id, $"N'more than {MaxRows} rows in a statement'", "@RowsHit") + "\nRETURN;"])};
            """;
    }

    /// <remarks>One operation a firing, under MERGE as well: it fires once for each of its actions.</remarks>
    private IEnumerable<string> Branches(IReadOnlyList<WriteOperation> operations)
    {
        var branches = operations.Where(o => _captures.Of(o).Count > 0).ToList();
        if (branches.Count == 0)
        {
            yield break;
        }

        if (operations.Count == 1)
        {
            foreach (var statement in _captures.Of(operations[0]))
            {
                yield return statement;
            }

            yield break;
        }

        yield return string.Join("\nELSE ", branches.Select(o => $"{Condition(o)}\n{Block(_captures.Of(o))}")) + ";";

        static string Condition(WriteOperation operation) => operation switch
        {
            WriteOperation.Insert => "IF @Old = 0   -- INSERT",
            WriteOperation.Update => "IF @New > 0 AND @Old > 0   -- UPDATE",
            _ => "IF @New = 0   -- DELETE",
        };
    }
}
