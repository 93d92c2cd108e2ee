using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>
/// One trigger: of a table, for an operation. It inserts and does nothing else; touches come before events. What a switch
/// keeps out stands in outbox_Off; where a row of it names the table or the type, a fault stands where the row would.
/// </summary>
/// <remarks>
/// It runs once a row, and SQLite compiles it into each statement that fires it: what stands here is paid by the shop, by the
/// row and by the statement. One capture inserts by itself, which is the least by the row. Several go through the view
/// outbox_Emit, whose program is compiled once for all of them: by themselves they would cost twice as much by the statement.
/// </remarks>
internal sealed class SqliteTrigger(CapturePlan plan, TablePlan table, WriteOperation operation)
{
    /// <summary>
    /// The default of CreatedAt, at two fifths of its cost: a trigger pays it for each row, where a statement of many rows pays
    /// the default once. Before SQLite 3.42 time() knows no 'subsec' and is NULL. The view's trigger has the same.
    /// </summary>
    private const string Now = "date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'";

    private readonly List<Capture> _captures = [];
    private readonly string _row = operation == WriteOperation.Delete ? "OLD" : "NEW";
    private readonly SqliteConditions _conditions = new(table.Table);

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

        foreach (var (mapped, key) in table.Objects)
        {
            AddPair(mapped.CapturedBy, "object", [key.Name], row => [("PersonKey", Key(row, key.Name))]);
        }

        foreach (var relation in table.Relations)
        {
            string[] columns = [relation.Person.Name, relation.Object.Name];
            AddPair(relation.CapturedBy, "relation", columns, row =>
            [
                ("PersonKey", Key(row, relation.Person.Name)),
                ("Captured", Object(columns.Select(c => (c, Raw(table.Table, row, c))))),
            ]);
        }

        foreach (var mapped in table.Events)
        {
            AddEvent(mapped);
        }

        foreach (var feed in operation == WriteOperation.Insert ? table.Feeds : [])
        {
            AddFeed(feed);
        }

        if (operation == WriteOperation.Update)
        {
            // After the events: a merge is the last of whoever goes.
            AddChangedKey();
            AddLink();
        }

        if (table.People?.Deleted is { Then: not DeletionAction.Ignore } deleted)
        {
            // Last, because an event that came after it would bring the person back.
            AddDeletion(deleted, table.People.Id.Name);
        }

        if (_captures.Count == 0)
        {
            return null;
        }

        var statements = _captures is [var only] ? ByItself(only) : _captures.Select(ThroughTheView);
        var verb = operation.ToString().ToUpperInvariant();
        var name = $"outbox_{table.Table.Name.Name}_{operation.ToString().ToLowerInvariant()}";
        return new GeneratedTrigger(name, table.Table.Name, $"""
            CREATE TRIGGER {Name(name)}
            AFTER {verb}{Of()} ON {Name(table.Table.Name)}
            BEGIN
            {Indent(string.Join("\n\n", statements))}
            END
            """);
    }

    private string Of() => operation == WriteOperation.Update && UpdateColumns.Of(table) is { } columns
        ? $" OF {string.Join(", ", columns.Select(Name))}"
        : "";

    private void AddPeople(People people)
    {
        var key = people.Id.Name;
        var changed = operation == WriteOperation.Update
            ? _conditions.Differs(TouchingColumns(people))
            : Predicate.Always;
        if (operation == WriteOperation.Update)
        {
            AddTouchRow("people, as it was before", "people", ("PersonKey", Key("OLD", key)), _conditions.Differs([key]));
        }

        if (operation != WriteOperation.Delete)
        {
            AddTouchRow("people", "people", ("PersonKey", Key("NEW", key)), changed);
        }
    }

    private void AddDeletion(Deletion deleted, string key)
    {
        var gone = operation == WriteOperation.Delete
            ? Predicate.Always
            : _conditions.When(deleted.When, operation);
        var kind = deleted.Then == DeletionAction.Suppress ? "suppress" : "delete";
        Add("people.deleted", gone,
            [("Kind", Text(kind)), ("CapturedBy", Text("people")), ("PersonKey", Key(_row, key))]);
        if (operation == WriteOperation.Update && deleted.Then == DeletionAction.Suppress)
        {
            Add("people.deleted, taken back", _conditions.Undone(deleted.When),
                [("Kind", "'restore'"), ("CapturedBy", Text("people")), ("PersonKey", Key(_row, key))]);
        }
    }

    private void AddChangedKey()
    {
        if (table.People is { } people)
        {
            var condition = Predicate.And(
                _conditions.Differs([people.Id.Name]),
                _conditions.Passes("OLD", people.Id, new IsNotNull()),
                _conditions.Passes("NEW", people.Id, new IsNotNull()));
            Add("people: a key that is another by now", condition,
            [
                ("Kind", "'merge'"),
                ("CapturedBy", Text("people")),
                ("PersonKey", Key("OLD", people.Id.Name)),
                ("Captured", Object([("into", Key("NEW", people.Id.Name))])),
            ]);
        }
    }

    private void AddLink()
    {
        if (table.Guests is not { } guests)
        {
            return;
        }

        // The e-mail as it was: the same write may have taken it away. The customer first: a merge needs the profile.
        var email = $"coalesce({Column("OLD", guests.Email.Name)}, {Column("NEW", guests.Email.Name)})";
        var key = Key("NEW", guests.WhenNull.Name);
        var condition = Predicate.And(_conditions.Filled(guests.WhenNull), Predicate.Of($"{email} IS NOT NULL"));
        AddTouchRow("people.guests: a guest who has an account by now", "people", ("PersonKey", key), condition);
        Add("people.guests", condition,
        [
            ("Kind", "'merge'"),
            ("CapturedBy", Text("guests")),
            ("Captured", Object([("guest_email", Raw(email)), ("into", key)])),
        ]);
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
            AddOne("OLD", _conditions.Differs(columns), ", as it was before");
        }

        AddOne(_row, Predicate.Always, "");

        void AddOne(string row, Predicate condition, string note)
        {
            var isKnown = columns.Where(c => !IsRowId(table.Table, c)).Select(c => Predicate.Of($"{Column(row, c)} IS NOT NULL"));
            var who = touch.Person is DirectPerson person
                ? ("PersonKey", Key(row, person.Column.Name))
                : ("Captured", Object(columns.Select(c => (c, Raw(table.Table, row, c)))));
            AddTouchRow($"people.{touch.CapturedBy}{note}", touch.CapturedBy, who, Predicate.And(isKnown.Append(condition)));
        }
    }

    /// <summary>A row for what is named after the write, and one for what was named before, where that is another.</summary>
    private void AddPair(string capturedBy, string kind, IReadOnlyList<string> columns, Func<string, IEnumerable<(string, string)>> values)
    {
        if (operation == WriteOperation.Update)
        {
            AddOne("OLD", _conditions.Differs(columns), ", as it was before");
        }

        AddOne(_row, Predicate.Always, "");

        void AddOne(string row, Predicate condition, string note)
        {
            var isKnown = columns.Where(c => !IsRowId(table.Table, c)).Select(c => Predicate.Of($"{Column(row, c)} IS NOT NULL"));
            Add($"{capturedBy}{note}", Predicate.And(isKnown.Append(condition)), [("Kind", Text(kind)), ("CapturedBy", Text(capturedBy)), .. values(row)]);
        }
    }

    private void AddTouchRow(string comment, string capturedBy, (string Column, string Value) who, Predicate condition) =>
        Add(comment, condition, [("Kind", "'touch'"), ("CapturedBy", Text(capturedBy)), who]);

    private void AddEvent(TableEvent mapped)
    {
        var condition = Predicate.And(
            [_conditions.When(mapped.When, operation), _conditions.Where(mapped.Where, _row)]);
        Add($"events.{mapped.Name}", condition, EventRow.Of(
            plan, table.Table, mapped, _row, operation == WriteOperation.Update ? "OLD" : null));
    }

    private void AddFeed(Feed feed) =>
        Add(feed.CapturedBy, Predicate.Always, EventRow.Of(plan, table.Table, feed, _row));

    private string Key(string row, string column) =>
        SqliteCanonical.Key(table.Table, row, column);

    private void Add(string comment, Predicate condition, IReadOnlyList<(string Column, string Value)> values)
    {
        if (condition.IsNever)
        {
            return;
        }

        _captures.Add(new Capture(comment, condition, values));
    }

    private IEnumerable<string> ByItself(Capture capture)
    {
        var (kind, capturedBy) = (capture.Value("Kind"), capture.Value("CapturedBy"));
        var off = $"EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = {Text(table.Table.Name.Name)} OR CapturedBy = {capturedBy})";
        yield return $"""
            {Comment(capture.Comment)}
            INSERT INTO outbox_Message ({string.Join(", ", capture.Columns)}, CreatedAt)
            SELECT
            {Indent(string.Join(",\n", capture.Values.Select(v => v.Value).Append(Now)))}{Where(capture, "NOT " + off)};
            """;
        yield return $"""
            -- What a switch keeps out leaves a fault.
            INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
            SELECT {capturedBy}, '{CaptureErrors.SwitchedOff.Id}', {Text($"a switch is off: a {kind.Trim('\'')} of {table.Table.Name.Name} was not captured")}{Where(capture, off)};
            """;
    }

    private string ThroughTheView(Capture capture) => $"""
        {Comment(capture.Comment)}
        INSERT INTO outbox_Emit (TableName, {string.Join(", ", capture.Columns)})
        SELECT
        {Indent(string.Join(",\n", capture.Values.Select(v => v.Value).Prepend(Text(table.Table.Name.Name))))}{Where(capture)};
        """;

    private static string Where(Capture capture, params IReadOnlyList<string> more) =>
        capture.Condition.Terms.Concat(more).ToList() is { Count: > 0 } terms ? $"\nWHERE {string.Join("\n  AND ", terms)}" : "";

    /// <summary>A row that is inserted where a condition holds.</summary>
    private sealed record Capture(string Comment, Predicate Condition, IReadOnlyList<(string Column, string Value)> Values)
    {
        public IEnumerable<string> Columns => Values.Select(v => v.Column);

        public string Value(string column) => Values.Single(v => v.Column == column).Value;
    }
}
