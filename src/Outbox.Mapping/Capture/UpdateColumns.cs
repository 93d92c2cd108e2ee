using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>The columns of which an UPDATE must name one for a capture to have work: an early exit for all others.</summary>
public static class UpdateColumns
{
    /// <summary>Of everything that a table captures; null where any column may matter.</summary>
    /// <remarks>A computed column is never named: where one matters, every update may change it.</remarks>
    public static IReadOnlyList<string>? Of(TablePlan plan)
    {
        if (plan.TakesAnyWrite || plan.People is { View: not null })
        {
            return null;
        }

        List<string> columns =
        [
            .. (plan.People is { } people ? OfPeople(people) : [])
                .Concat(plan.Events.SelectMany(e => Of(e.When)))
                .Concat(plan.Guests is { } guests ? [guests.WhenNull.Name] : [])
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return columns.Exists(c => plan.Table.Find(c) is { IsComputed: true }) ? null : columns;
    }

    /// <summary>The mapped columns of the people table; all that matter where people have no view.</summary>
    public static IEnumerable<string> OfPeople(People people) => people.Attributes
        .SelectMany(a => a switch
        {
            ColumnProperty column => CapturedColumns.OfConversion(column.Conversion).Select(c => c.Column).Prepend(column.Column.Name),
            LookupProperty lookup => lookup.Lookup.On.Select(j => j.Here.Name),
            _ => [],
        })
        .Concat(people.Where.Select(f => f.Column.Name))
        .Concat(people.Deleted is { } deleted ? [deleted.When.Column.Name] : [])
        .Prepend(people.Id.Name)
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of one event: no update is the fact unless one of the columns of <c>when</c> changes.</summary>
    public static IEnumerable<string> Of(Condition when) => when switch
    {
        Becomes becomes => [becomes.Column.Name],
        Changed changed => changed.Columns.Select(c => c.Name),
        AllOf all => all.Conditions.SelectMany(Of),
        AnyOf any => any.Conditions.SelectMany(Of),
        _ => [],
    };
}
