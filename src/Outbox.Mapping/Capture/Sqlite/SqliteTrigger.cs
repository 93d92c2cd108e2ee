using Outbox.Core.Events;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>
/// One trigger: of a table, for an operation. It inserts and does nothing else; touches come before events; where a
/// switch is off, a fault stands where the row would.
/// </summary>
internal sealed class SqliteTrigger(CapturePlan plan, TablePlan table, WriteOperation operation)
{
    private readonly List<string> _statements = [];
    private readonly string _row = operation == WriteOperation.Delete ? "OLD" : "NEW";
    private readonly SqliteConditions _conditions = new(table.Table);
    private readonly Guests? _guests = plan.Mapping.People.Guests;

    /// <summary>The trigger; null where nothing of this table is captured by this operation.</summary>
    public GeneratedTrigger? Write()
    {
        if (table.People is { } people)
        {
            AddPeople(people);
        }

        foreach (var touch in table.Touches)
        {
            AddTouch(touch);
        }

        foreach (var mapped in table.Events)
        {
            AddEvent(mapped);
        }

        foreach (var feed in operation == WriteOperation.Insert ? table.Feeds : [])
        {
            AddFeed(feed);
        }

        if (table.People?.Deleted is { Then: not DeletionAction.Ignore } deleted)
        {
            // Last, because an event that came after it would bring the person back.
            AddDeletion(deleted, table.People.Id.Name);
        }

        if (_statements.Count == 0)
        {
            return null;
        }

        var verb = operation.ToString().ToUpperInvariant();
        var name = $"outbox_{table.Table.Name.Name}_{operation.ToString().ToLowerInvariant()}";
        return new GeneratedTrigger(name, table.Table.Name, $"""
            CREATE TRIGGER {Name(name)}
            AFTER {verb}{Of()} ON {Name(table.Table.Name)}
            FOR EACH ROW
            BEGIN
            {string.Join("\n", _statements)}END
            """);
    }

    private string Of() => operation == WriteOperation.Update && UpdateColumns.Of(table) is { } columns
        ? $" OF {string.Join(", ", columns.Select(Name))}"
        : "";

    private void AddPeople(People people)
    {
        var key = people.Id.Name;
        var changed = operation == WriteOperation.Update
            ? SqlitePredicate.Or(TouchingColumns(people).Select(_conditions.Differs))
            : SqlitePredicate.Always;
        if (operation == WriteOperation.Update)
        {
            AddTouchRow("people, the key as it was before", "people", Key("OLD", key), null, _conditions.Differs(key));
        }

        if (operation != WriteOperation.Delete)
        {
            AddTouchRow("people", "people", Key("NEW", key), null, changed);
        }
    }

    private void AddDeletion(Deletion deleted, string key)
    {
        var gone = operation == WriteOperation.Delete
            ? SqlitePredicate.Always
            : _conditions.When(deleted.When, operation);
        var kind = deleted.Then == DeletionAction.Suppress ? "suppress" : "delete";
        Add("people.deleted", "people", eventType: null, gone,
            [("Kind", Text(kind)), ("CapturedBy", Text("people")), ("PersonKey", Key(_row, key))]);
    }

    /// <summary>A view may compute from any column; without one only the mapped columns matter.</summary>
    private IEnumerable<string> TouchingColumns(People people) => people.View is not null
        ? table.Table.Columns.Select(c => c.Name)
        : UpdateColumns.OfPeople(people);

    private void AddTouch(TouchSource touch)
    {
        var columns = touch.Person is DirectPerson direct ? [direct.Column.Name] : CapturedColumns.Of(touch.Person).Select(c => c.Column).ToList();
        if (operation == WriteOperation.Update)
        {
            AddOne("OLD", SqlitePredicate.Or(columns.Select(_conditions.Differs)), ", as it was before");
        }

        AddOne(_row, SqlitePredicate.Always, "");

        void AddOne(string row, SqlitePredicate condition, string note)
        {
            var known = SqlitePredicate.And(columns.Select(c => SqlitePredicate.Of($"{Column(row, c)} IS NOT NULL")).Append(condition));
            var (key, captured) = touch.Person is DirectPerson person
                ? (Key(row, person.Column.Name), (string?)null)
                : ("NULL", Object(row, columns));
            AddTouchRow(touch.CapturedBy + note, touch.CapturedBy, key, captured, known);
        }
    }

    private void AddTouchRow(string comment, string capturedBy, string key, string? captured, SqlitePredicate condition) =>
        Add(comment, capturedBy, eventType: null, condition,
        [
            ("Kind", "'touch'"), ("CapturedBy", Text(capturedBy)), ("PersonKey", key),
            .. captured is null ? Array.Empty<(string, string)>() : [("Captured", captured)],
        ]);

    private void AddEvent(TableEvent mapped)
    {
        var condition = SqlitePredicate.And(
            [_conditions.When(mapped.When, operation), _conditions.Where(mapped.Where, _row)]);
        Add($"events.{mapped.Name}", mapped.CapturedBy, mapped.Name, condition, EventRow.Of(
            plan, table.Table, mapped, _row, operation == WriteOperation.Update ? "OLD" : null));
    }

    private void AddFeed(Feed feed)
    {
        var name = Column(_row, feed.NameColumn.Name);
        var id = SqliteCanonical.Id(Column(_row, feed.Id.Name), KindOf(table.Table, feed.Id.Name));
        Add(feed.CapturedBy, feed.CapturedBy, feed.Name, SqlitePredicate.Always,
        [
            ("Kind", "'event'"),
            ("CapturedBy", Text(feed.CapturedBy)),
            ("EventId", $"ifnull({name}, '{CanonicalText.Null}') || ':' || {id}"),
            ("EventName", $"CAST({name} AS TEXT)"),
            .. EventRow.Tail(plan, table.Table, feed.Person, feed.OccurredAt, CapturedColumns.Of(feed, _guests), _row, null),
        ]);
    }

    private string Key(string row, string column) =>
        SqliteCanonical.Key(Column(row, column), KindOf(table.Table, column));

    private void Add(
        string comment, string capturedBy, string? eventType, SqlitePredicate condition, IReadOnlyList<(string Column, string Value)> values)
    {
        if (condition.IsNever)
        {
            return;
        }

        var tableIsOff = $"EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = {Text(table.Table.Name.Name)} AND IsEnabled = 0)";
        var isOff = eventType is null
            ? tableIsOff
            : $"({tableIsOff}\n      OR EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = {Text(eventType)} AND IsCaptured = 0))";
        var when = condition.Sql is null ? "" : $"({condition.Sql})\n  AND ";
        _statements.Add(Indent($"""
            {Comment(comment)}
            INSERT INTO outbox_Message ({string.Join(", ", values.Select(v => v.Column))})
            SELECT
            {Indent(string.Join(",\n", values.Select(v => v.Value)))}
            WHERE {when}NOT {isOff};

            INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
            SELECT {Text(capturedBy)}, 'OBX430', {Text($"a switch is off: {operation.ToString().ToLowerInvariant()} of {table.Table.Name.Name} not captured")}
            WHERE {when}{isOff};
            """) + "\n");
    }
}
