using Outbox.Mapping.Model;

namespace Outbox.Mapping.TrackingPlan;

/// <summary>Conditions of a mapping as a sentence goes on with them.</summary>
internal static class ConditionWords
{
    /// <summary><c>Status becomes Completed</c>.</summary>
    public static string Of(Condition condition) => condition switch
    {
        Inserted => "a row is new",
        Deleted => "a row is deleted",
        Changed changed => $"{string.Join(" or ", changed.Columns.Select(c => c.Name))} changes",
        Becomes { From: null } becomes => $"{becomes.Column.Name} becomes {Of(becomes.To)}",
        Becomes { From: { } from } becomes => $"{becomes.Column.Name} goes from {Of(from)} to {Of(becomes.To)}",
        AllOf all => string.Join(" and ", all.Conditions.Select(Inner)),
        AnyOf any => string.Join(" or ", any.Conditions.Select(Inner)),
        _ => "",
    };

    /// <summary><c>, where IsTest is 0</c>; empty where every row passes.</summary>
    public static string Of(IReadOnlyList<Filter> filters) => filters.Count == 0
        ? ""
        : ", where " + string.Join(" and ", filters.Select(f => $"{f.Column.Name} is {Of(f.Test)}"));

    private static string Of(ValueTest test) => test switch
    {
        IsNull => "empty",
        IsNotNull => "filled",
        IsOneOf one => string.Join(" or ", one.Values.Select(v => v.Text)),
        _ => "",
    };

    private static string Inner(Condition condition) => condition is AllOf or AnyOf ? $"({Of(condition)})" : Of(condition);
}
