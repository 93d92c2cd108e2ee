using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>A relation and its place by keys.</summary>
internal sealed record RelationUse(ObjectRelation Relation, string Path);

/// <summary>Goes through the objects.</summary>
internal static class ObjectWalk
{
    public static IEnumerable<RelationUse> Relations(MappingDocument mapping) =>
        mapping.Objects.SelectMany(o => o.People.Select((r, i) => new RelationUse(r, $"objects.{o.Name}.people[{i}]")));

    public static IEnumerable<TableUse> Tables(MappingDocument mapping) =>
    [
        .. mapping.Objects.Select(o => new TableUse(o.Table, true, $"objects.{o.Name}.table")),
        .. mapping.Objects.SelectMany(o => o.TouchedBy.Select((t, i) => new TableUse(t.Table, true, $"objects.{o.Name}.touched_by[{i}].table"))),
        .. Relations(mapping).Select(r => new TableUse(r.Relation.Table, true, $"{r.Path}.table")),
        .. Relations(mapping).Where(r => r.Relation.View is not null).Select(r => new TableUse(r.Relation.View!, false, $"{r.Path}.view")),
    ];

    public static IEnumerable<ColumnUse> Columns(MappingDocument mapping) =>
    [
        .. mapping.Objects.Select(o => new ColumnUse(o.Table, o.Id, $"objects.{o.Name}.id")),
        .. mapping.Objects.SelectMany(o => o.TouchedBy.Select((t, i) => new ColumnUse(t.Table, t.Object, $"objects.{o.Name}.touched_by[{i}].object"))),
        .. Relations(mapping).Select(r => new ColumnUse(r.Relation.Table, r.Relation.Object, $"{r.Path}.object")),
        .. Relations(mapping).Where(r => r.Relation.View is not null).SelectMany(r => new[]
        {
            new ColumnUse(r.Relation.View!, r.Relation.Object, $"{r.Path}.object"),
            new ColumnUse(r.Relation.View!, r.Relation.Person, $"{r.Path}.person"),
        }),
    ];
}
