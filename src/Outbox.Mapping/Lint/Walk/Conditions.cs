using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>What can be said about a condition without a row.</summary>
internal static class Conditions
{
    /// <summary>All simple conditions in it.</summary>
    public static IEnumerable<Condition> Leaves(Condition condition) => condition switch
    {
        AllOf all => all.Conditions.SelectMany(Leaves),
        AnyOf any => any.Conditions.SelectMany(Leaves),
        _ => [condition],
    };

    /// <summary>
    /// The ways in which it can come true, each a list of simple conditions that hold together. Cut at a number that
    /// no honest mapping reaches, since <c>all</c> of many <c>any</c> multiplies.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<Condition>> Ways(Condition condition)
    {
        const int most = 256;
        switch (condition)
        {
            case AnyOf any:
                return [.. any.Conditions.SelectMany(Ways).Take(most)];
            case AllOf all:
                IReadOnlyList<IReadOnlyList<Condition>> ways = [[]];
                foreach (var part in all.Conditions)
                {
                    var partWays = Ways(part);
                    ways = [.. ways.SelectMany(way => partWays.Select(next => (IReadOnlyList<Condition>)[.. way, .. next])).Take(most)];
                }

                return ways;
            default:
                return [[condition]];
        }
    }

    /// <summary>Whether an update can be the fact.</summary>
    public static bool CanBeUpdate(Condition condition) =>
        Ways(condition).Any(way => !way.Any(c => c is Inserted or Deleted));

    /// <summary>The columns that it names.</summary>
    public static IEnumerable<ColumnReference> Columns(Condition condition) => Leaves(condition).SelectMany(leaf => leaf switch
    {
        Changed changed => changed.Columns,
        Becomes becomes => [becomes.Column],
        _ => Enumerable.Empty<ColumnReference>(),
    });
}
