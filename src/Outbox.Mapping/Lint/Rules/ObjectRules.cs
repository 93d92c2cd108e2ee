using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Rules;

/// <summary>Objects: names and types.</summary>
internal static class ObjectRules
{
    // Customer.io: "Cannot be used as the name of an object attribute", and its identifiers.
    private static readonly HashSet<string> Reserved = ["relationship", "object_id", "object_type_id", "cio_object_id", "cio_relationships"];

    public static IEnumerable<Finding> NamesAreSnakeCase(MappingDocument mapping) =>
        from mapped in mapping.Objects
        where !SnakeCase.Is(mapped.Name)
        select Finding.Error(
            LintCodes.NotSnakeCase, mapped.At, $"objects.{mapped.Name}", $"The object {mapped.Name.Quoted()} is not snake_case.",
            $"Rename it, for example to {(SnakeCase.Of(mapped.Name) is { Length: > 0 } better ? better.Quoted() : "'product'")}.");

    public static IEnumerable<Finding> TypesAreNumbers(MappingDocument mapping) =>
        from mapped in mapping.Objects
        where mapped.Type.Length is 0 or > 10 || !mapped.Type.All(char.IsAsciiDigit)
        select Finding.Error(
            AttributeLintCodes.ObjectType, mapped.At, $"objects.{mapped.Name}.type", $"The object type {mapped.Type.Quoted()} is no number.",
            "Write the number that Customer.io shows for the object type; the type must exist there first.");

    public static IEnumerable<Finding> IdsDiffer(MappingDocument mapping) =>
        from same in mapping.Objects.GroupBy(mapped => (mapped.Type, mapped.Prefix))
        from mapped in same.Skip(1)
        select Finding.Error(
            AttributeLintCodes.ObjectIdsCollide, mapped.At, $"objects.{mapped.Name}.id",
            $"{mapped.Name.Quoted()} and {same.First().Name.Quoted()} are of one type and have one prefix: two objects could have one id.",
            "Give them prefixes of their own: id: { column: SubscriptionId, prefix: sub_ }.");

    public static Finding? NameIsNotReserved(PropertyUse use) => use.Place != PropertyPlace.ObjectAttribute || !Reserved.Contains(use.Name)
        ? null
        : Finding.Error(
            LintCodes.ReservedName, use.At, use.Path, $"The {use.Noun} {use.Name.Quoted()} has a meaning of its own at Customer.io.",
            use.Rename($"shop_{use.Name}"));
}
