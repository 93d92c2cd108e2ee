using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The statements of a trigger that capture: touches for whatever the statement did, the rest by operation.</summary>
internal sealed class TSqlCaptures
{
    private readonly CapturePlan _plan;
    private readonly TablePlan _table;
    private readonly TSqlConditions _conditions;
    private readonly TSqlPairs _pairs;
    private readonly Deletion? _deletion;
    private readonly Dictionary<WriteOperation, List<string>> _byOperation = [];
    private bool _pairsAreUsed;

    public TSqlCaptures(CapturePlan plan, TablePlan table)
    {
        _plan = plan;
        _table = table;
        _conditions = new TSqlConditions(table.Table);
        _pairs = new TSqlPairs(table.Table, table.People);
        _deletion = table.People?.Deleted is { Then: not DeletionAction.Ignore } deletion ? deletion : null;
        Touches = [.. OfPeople(), .. table.Touches.Select(OfTouch), .. table.Objects.Select(OfObject), .. table.Relations.Select(OfRelation)];
        foreach (var operation in Enum.GetValues<WriteOperation>())
        {
            List<string> statements =
            [
                .. table.Events.SelectMany(e => OfEvent(e, operation)),
                .. operation == WriteOperation.Insert ? table.Feeds.Select(OfFeed) : [],

                // After the events: a merge is the last of whoever goes.
                .. operation == WriteOperation.Update ? OfChangedKey().Concat(OfLinks()) : [],

                // Last, because an event that came after it would bring the person back.
                .. OfDeletion(operation),
            ];
            if (operation == WriteOperation.Update && _pairsAreUsed && _pairs.CanChange)
            {
                statements.Insert(0, OfChangedKeys());
            }

            _byOperation[operation] = statements;
        }
    }

    /// <summary>The fault of keys that the outbox cannot keep; null where no key is a text.</summary>
    /// <param name="operations">The operations that fire the trigger.</param>
    public string? TooLong(IReadOnlyList<WriteOperation> operations)
    {
        var keys = _table.Touches.Select(t => t.Person)
            .Concat(_table.Events.Select(e => e.Person))
            .Concat(_table.Feeds.Select(f => f.Person))
            .OfType<DirectPerson>().Select(p => p.Column.Name)
            .Concat(_table.People is { } people ? [people.Id.Name] : [])
            .Concat(_table.Objects.Select(o => o.Key.Name))
            .Concat(_table.Relations.SelectMany(r => new[] { r.Person.Name, r.Object.Name }))
            .Concat(_table.Guests is { } guests ? [guests.WhenNull.Name] : [])
            .Where(c => TSqlCanonical.Fits(_table.Table, "", c) is not null)
            .Select(c => $"LEN({Name(Spelling(_table.Table, c))}) > {TSqlCanonical.KeyLength}")
            .Distinct()
            .ToList();
        if (keys.Count == 0)
        {
            return null;
        }

        string Count(string rows) => $"(SELECT COUNT_BIG(*) FROM {rows} WHERE {string.Join(" OR ", keys)})";
        var count = operations switch
        {
            [WriteOperation.Delete] => Count("deleted"),
            _ when operations.Contains(WriteOperation.Delete) => $"CASE WHEN @New > 0 THEN {Count("inserted")} ELSE {Count("deleted")} END",
            _ => Count("inserted"),
        };
        return $"""
            -- A key that is longer than the outbox keeps names nobody: cut, it could be another person's.
            DECLARE @TooLong bigint = {count};
            IF @TooLong > 0
            {Indent(TSqlInsert.Fault(
                TSqlWriter.CapturedByTable(_table.Table.Name), CaptureErrors.KeyTooLong.Id, $"N'a key of more than {TSqlCanonical.KeyLength} characters'", "@TooLong"))}
            """;
    }

    /// <summary>What touches people, whatever the statement did: before the events of the same write.</summary>
    public IReadOnlyList<string> Touches { get; }

    /// <summary>What one operation captures besides.</summary>
    public IReadOnlyList<string> Of(WriteOperation operation) => _byOperation[operation];

    /// <summary>Whether an operation captures anything at all.</summary>
    public bool Has(WriteOperation operation) =>
        Of(operation).Count > 0
        || _table.TakesAnyWrite
        || (_table.People is not null && operation != WriteOperation.Delete);

    /// <summary>The columns of which an UPDATE must name one; null where any may matter.</summary>
    public IReadOnlyList<string>? Named => UpdateColumns.Of(_table) is { } columns && _pairs.Named is { } key
        ? [.. columns.Concat(key).Select(c => Spelling(_table.Table, c)).Distinct(StringComparer.OrdinalIgnoreCase)]
        : null;

    /// <summary>The variable that says whether an event type is switched off.</summary>
    public static string OffVariable(string capturedBy) =>
        "@Off_" + string.Concat(capturedBy.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary><c>UPDATE(a) OR UPDATE(b)</c>.</summary>
    public static string Names(IEnumerable<string> columns) => string.Join(" OR ", columns.Select(c => $"UPDATE({Name(c)})"));

    private IEnumerable<string> OfPeople()
    {
        if (_table.People is not { } people)
        {
            yield break;
        }

        var id = Declared(_table.Table, people.Id.Name);
        if (!id.IsIdentity)
        {
            var named = id.IsComputed ? "" : $" AND UPDATE({Name(id.Name)})";
            var before = TSqlEventRow.Of("touch", "people", _table.Table, "x", id.Name);
            yield return $"""
                -- people, as they were before: whose key is gone.
                IF @New = 1 AND @Old = 1{named}
                {Indent(TSqlInsert.Of(before, TSqlPairs.OnlyOldOfOneRow(id.Name, "x"), Predicate.Always, TSqlPairs.LoopOption))}
                ELSE IF @New > 1 AND @Old > 0{named}
                {Indent(TSqlInsert.Of(before, "\n" + TSqlPairs.OnlyIn([id.Name], isNew: false, "x"), Predicate.Always))}
                """;
        }

        var touch = TSqlEventRow.Of("touch", "people", _table.Table, TSqlConditions.New, id.Name);
        var differs = _conditions.Differs(TouchingColumns(people));

        // A row whose key changed has no row before it: it differs from NULL by its key.
        yield return $"""
            -- people
            IF @Old = 0
            {Indent(TSqlInsert.Of(touch, "inserted AS i", Predicate.Always))}
            ELSE IF @New = 1
            {Indent(TSqlInsert.Of(touch, TSqlPairs.OfOneRow, differs))}
            ELSE IF @New > 1
            {Indent(TSqlInsert.Of(touch, _pairs.Of("LEFT"), differs, TSqlPairs.Option))}
            """;
    }

    /// <summary>A view may compute from any column; without one only the mapped columns matter.</summary>
    private IEnumerable<string> TouchingColumns(People people) => people.View is not null
        ? _table.Table.Columns.Select(c => c.Name)
        : UpdateColumns.OfPeople(people);

    private string OfTouch(TouchSource touch)
    {
        var keys = touch.Person is DirectPerson direct ? [new(direct.Column.Name, Before: false)] : CapturedColumns.Of(touch.Person);
        return $"-- people.{Comment(touch.CapturedBy)}: each person once, before and after.\n" + Once(
            touch.Person is DirectPerson person
                ? TSqlEventRow.Of("touch", touch.CapturedBy, _table.Table, "x", person.Column.Name)
                : TSqlEventRow.Touch(touch.CapturedBy, _table.Table, "x", keys),
            [.. keys.Select(k => k.Column)],
            touch.Person is DirectPerson ? Predicate.Always : AreKnown(keys.Select(k => k.Column)));
    }

    private string OfObject(ObjectCapture capture) =>
        $"-- {Comment(capture.Object.CapturedBy)}: each object once, before and after.\n" + Once(
            TSqlEventRow.Of("object", capture.Object.CapturedBy, _table.Table, "x", capture.Key.Name),
            [capture.Key.Name],
            Predicate.Always);

    private string OfRelation(ObjectRelation relation) =>
        $"-- {Comment(relation.CapturedBy)}: each person and object once, before and after.\n" + Once(
            TSqlEventRow.Relation(relation, _table.Table, "x"),
            [relation.Person.Name, relation.Object.Name],
            AreKnown([relation.Object.Name]));

    /// <summary>Of the keys of the rows, before and after, each once; of a single row without sorting or hashing.</summary>
    private string Once(IReadOnlyList<TSqlValue> values, IReadOnlyList<string> columns, Predicate condition) => $"""
        IF @RowsHit = 1
        {Indent(TSqlInsert.Of(values, "\n" + TSqlPairs.EachOfOneRow([.. columns.Select(c => Spelling(_table.Table, c))], "x"), condition, TSqlPairs.LoopOption))}
        ELSE
        {Indent(TSqlInsert.Of(values, "\n" + TSqlPairs.Each([.. columns.Select(c => Spelling(_table.Table, c))], "x"), condition))}
        """;

    private Predicate AreKnown(IEnumerable<string> columns) =>
        Predicate.And(columns.Select(c => Predicate.Of($"{Column(_table.Table, "x", c)} IS NOT NULL")));

    private IEnumerable<string> OfEvent(TableEvent mapped, WriteOperation operation)
    {
        var row = operation == WriteOperation.Delete ? TSqlConditions.Old : TSqlConditions.New;
        var condition = Predicate.And([_conditions.When(mapped.When, operation), _conditions.Where(mapped.Where, row)]);
        if (condition.IsNever)
        {
            yield break;
        }

        var values = TSqlEventRow.Of(
            _plan, _table.Table, mapped, row, operation == WriteOperation.Update ? TSqlConditions.Old : null);
        var statement = Switched(mapped.CapturedBy, operation, Insert(values, condition, operation, _pairs.IsFixedBy(mapped)));
        var guard = operation == WriteOperation.Update ? Guard(UpdateColumns.Of(mapped.When)) : null;
        yield return $"-- events.{Comment(mapped.Name)}\n" + (guard is null ? statement : $"IF {guard}\n{Block([statement])};");
    }

    private string OfFeed(Feed feed) => $"-- {Comment(feed.CapturedBy)}\n" + Switched(
        feed.CapturedBy,
        WriteOperation.Insert,
        [TSqlInsert.Of(TSqlEventRow.Of(_plan, _table.Table, feed, TSqlConditions.New), "inserted AS i", Predicate.Always)]);

    private IEnumerable<string> OfDeletion(WriteOperation operation)
    {
        if (_deletion is not { } deletion)
        {
            yield break;
        }

        var row = operation == WriteOperation.Delete ? TSqlConditions.Old : TSqlConditions.New;
        var gone = operation == WriteOperation.Delete ? Predicate.Always : _conditions.When(deletion.When, operation);
        if (gone.IsNever)
        {
            yield break;
        }

        var inserts = Insert(
            TSqlEventRow.Of(deletion.Then == DeletionAction.Suppress ? "suppress" : "delete", "people", _table.Table, row, _table.People!.Id.Name),
            gone,
            operation,
            isFixed: false);
        var guard = operation == WriteOperation.Update ? Guard([deletion.When.Column.Name]) : null;
        yield return "-- people.deleted\n" + Guarded(inserts, guard);
        if (operation == WriteOperation.Update && deletion.Then == DeletionAction.Suppress)
        {
            var back = Insert(
                TSqlEventRow.Of("restore", "people", _table.Table, row, _table.People!.Id.Name),
                _conditions.Undone(deletion.When),
                operation,
                isFixed: false);
            yield return "-- people.deleted, taken back\n" + Guarded(back, guard);
        }
    }

    private static string Guarded(IReadOnlyList<string> inserts, string? guard) => (inserts, guard) switch
    {
        ([var only], null) => only,
        ([var only], { } named) => $"IF {named}\n{Indent(only)}",
        (_, null) => ByRows(inserts),
        (_, { } named) => $"IF {named}\n{Block([ByRows(inserts)])};",
    };

    /// <summary>A person whose key is another by now.</summary>
    private IEnumerable<string> OfChangedKey()
    {
        if (_table.People is not { } people || Declared(_table.Table, people.Id.Name) is { IsIdentity: true })
        {
            yield break;
        }

        var inserts = Insert(
            TSqlEventRow.Merge(_table.Table, people),
            Predicate.And(
                Names(TSqlConditions.New, people.Id),
                Names(TSqlConditions.Old, people.Id),
                _conditions.Differs([people.Id.Name])),
            WriteOperation.Update,
            isFixed: false);
        yield return "-- people: a key that is another by now.\n" + Guarded(inserts, Guard([people.Id.Name]));
    }

    /// <summary>A guest's row that gets a person: the guest has an account.</summary>
    private IEnumerable<string> OfLinks()
    {
        if (_table.Guests is not { } guests)
        {
            yield break;
        }

        var gets = Predicate.And(
            _conditions.Filled(guests.WhenNull),
            Names(TSqlConditions.New, guests.WhenNull),
            Predicate.Of($"{TSqlEventRow.GuestEmail(_table.Table, guests)} IS NOT NULL"));
        var guard = Guard([guests.WhenNull.Name]);

        // The customer first: a merge needs the profile at Customer.io.
        var touch = Insert(
            TSqlEventRow.Of("touch", "people", _table.Table, TSqlConditions.New, guests.WhenNull.Name), gets, WriteOperation.Update, isFixed: false);
        var merge = Insert(TSqlEventRow.Merge(_table.Table, guests), gets, WriteOperation.Update, isFixed: false);
        var both = $"{ByRows(touch)}\n\n{ByRows(merge)}";
        yield return "-- people.guests: a guest who has an account by now.\n" + (guard is null ? both : $"IF {guard}\n{Block([both])};");
    }

    /// <summary>Whether a row names a person by a key that the outbox keeps.</summary>
    private Predicate Names(string row, ColumnReference key) => TSqlCanonical.Fits(_table.Table, row, key.Name) is { } fits
        ? Predicate.Of(fits)
        : _conditions.Passes(row, key, new IsNotNull());

    /// <summary>The insert; of an update one for a single row and one for several.</summary>
    private IReadOnlyList<string> Insert(IReadOnlyList<TSqlValue> values, Predicate condition, WriteOperation operation, bool isFixed)
    {
        if (operation != WriteOperation.Update)
        {
            return [TSqlInsert.Of(values, operation == WriteOperation.Delete ? "deleted AS d" : "inserted AS i", condition)];
        }

        _pairsAreUsed = true;
        var several = isFixed
            ? TSqlInsert.Of(values, _pairs.Plain, condition)
            : TSqlInsert.Of(values, _pairs.Of("INNER"), condition, TSqlPairs.Option);
        return [TSqlInsert.Of(values, TSqlPairs.OfOneRow, condition), several];
    }

    /// <summary>Behind the event type's switch. What it keeps out leaves a trace.</summary>
    private static string Switched(string capturedBy, WriteOperation operation, IReadOnlyList<string> inserts)
    {
        var fault = TSqlInsert.Fault(
            capturedBy, CaptureErrors.SwitchedOff.Id, Text("the event type is switched off"), operation == WriteOperation.Delete ? "@Old" : "@New");
        return $"""
            IF {OffVariable(capturedBy)} = 1
            {Indent(fault)}
            ELSE{(inserts.Count == 1 ? "\n" + Indent(inserts[0]) : " " + ByRows(inserts))}
            """;
    }

    private static string ByRows(IReadOnlyList<string> inserts) =>
        inserts is [var only] ? only : $"IF @New = 1\n{Indent(inserts[0])}\nELSE\n{Indent(inserts[1])}";

    /// <summary>The early exit of one capture; null where a computed column matters, which no UPDATE names.</summary>
    private string? Guard(IEnumerable<string> columns)
    {
        var all = columns.Select(c => Declared(_table.Table, c)).ToList();
        return all.Count == 0 || all.Exists(c => c.IsComputed) ? null : Names(all.Select(c => c.Name).Distinct());
    }

    private string OfChangedKeys()
    {
        var names = _pairs.Named switch
        {
            null => "",
            [var only] => $" AND UPDATE({Name(only)})",
            var several => $" AND ({Names(several)})",
        };
        return $"""
            -- One row is paired with itself below, whatever became of its key. Of several, those whose key stayed are paired.
            IF @New > 1{names}
                INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
                SELECT {Text(TSqlWriter.CapturedByTable(_table.Table.Name))}, '{CaptureErrors.KeysChanged.Id}', N'keys changed: rows before and after cannot be paired', x.Moved
                FROM
                (
                    SELECT COUNT_BIG(*) AS Moved
                    FROM
            {Indent(TSqlPairs.OnlyIn([.. _pairs.Key.Select(c => c.Name)], isNew: true, "k"), 2)}
                ) AS x
                WHERE x.Moved > 0;
            """;
    }
}
