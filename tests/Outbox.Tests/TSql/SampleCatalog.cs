using Microsoft.SqlServer.Dac.Model;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Tests.TSql;

/// <summary>The catalog of the sample shop, read from its schema script.</summary>
internal static class SampleCatalog
{
    /// <summary>A model does not tell what type a view's column has: where no table has a column of the name, it stands here.</summary>
    private static readonly Dictionary<string, string> OfViews = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Category"] = "nvarchar(40)",
        ["first_order_date"] = "datetime2(3)",
        ["last_order_date"] = "datetime2(3)",
        ["order_count"] = "int",
        ["lifetime_value_cents"] = "bigint",
        ["subscription_status"] = "varchar(8)",
        ["can_receive_winback"] = "bit",
        ["is_lapsed"] = "bit",
        ["inventory"] = "varchar(6)",
        ["margin_band"] = "varchar(6)",
        ["item_count"] = "int",
        ["is_first_order"] = "bit",
        ["cart_margin_band"] = "varchar(6)",
        ["cart_inventory_risk"] = "varchar(5)",
        ["LastOrderedAt"] = "datetime2(3)",
        ["DueAt"] = "datetime2(0)",
        ["DueDate"] = "date",
    };

    private static readonly Dictionary<string, ColumnKind> Kinds = new()
    {
        ["int"] = ColumnKind.Integer,
        ["bigint"] = ColumnKind.Integer,
        ["bit"] = ColumnKind.Boolean,
        ["decimal"] = ColumnKind.Decimal,
        ["money"] = ColumnKind.Decimal,
        ["char"] = ColumnKind.Text,
        ["varchar"] = ColumnKind.Text,
        ["nvarchar"] = ColumnKind.Text,
        ["date"] = ColumnKind.Date,
        ["datetime2"] = ColumnKind.DateTime,
        ["datetimeoffset"] = ColumnKind.DateTimeOffset,
        ["uniqueidentifier"] = ColumnKind.Guid,
        ["rowversion"] = ColumnKind.Binary,
    };

    /// <summary>Reads it.</summary>
    public static DatabaseCatalog Read()
    {
        using var model = Installed.Model(SqlServerVersion.Sql140, Scripts.Sample);
        var keys = model.GetObjects(DacQueryScopes.UserDefined, PrimaryKeyConstraint.TypeClass)
            .ToDictionary(k => k.GetReferenced(PrimaryKeyConstraint.Host).Single().Name.ToString(), k => Names(k.GetReferenced(PrimaryKeyConstraint.Columns)));
        var unique = model.GetObjects(DacQueryScopes.UserDefined, UniqueConstraint.TypeClass)
            .ToLookup(k => k.GetReferenced(UniqueConstraint.Host).Single().Name.ToString(), k => Names(k.GetReferenced(UniqueConstraint.Columns)));
        List<CatalogTable> tables =
        [
            .. model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass).Select(t => new CatalogTable(
                NameOf(t), IsView: false, [.. t.GetReferenced(Table.Columns).Select(OfTable)], keys[t.Name.ToString()], [.. unique[t.Name.ToString()]])),
        ];
        var byName = tables.SelectMany(t => t.Columns).GroupBy(c => c.Name).ToDictionary(g => g.Key, g => g.First());
        var views = model.GetObjects(DacQueryScopes.UserDefined, View.TypeClass).Select(v => new CatalogTable(
            NameOf(v), IsView: true, [.. v.GetReferenced(View.Columns).Select(c => OfView(c.Name.Parts[^1], byName))], [], []));
        return new DatabaseCatalog(Engine.SqlServer, [.. tables, .. views]);
    }

    private static CatalogColumn OfTable(TSqlObject column)
    {
        var type = column.GetReferenced(Column.DataType).Single().Name.Parts[^1];
        var length = column.GetProperty<bool>(Column.IsMax) ? "(max)" : type switch
        {
            "char" or "varchar" or "nvarchar" => $"({column.GetProperty<int>(Column.Length)})",
            "decimal" => $"({column.GetProperty<int>(Column.Precision)}, {column.GetProperty<int>(Column.Scale)})",
            "datetime2" or "datetimeoffset" => $"({column.GetProperty<int>(Column.Scale)})",
            _ => "",
        };
        return Declared(column.Name.Parts[^1], type + length, column.GetProperty<bool>(Column.Nullable)) with { IsIdentity = column.GetProperty<bool>(Column.IsIdentity) };
    }

    private static CatalogColumn OfView(string name, Dictionary<string, CatalogColumn> byName) => byName.TryGetValue(name, out var column)
        ? column with { IsNullable = true, IsIdentity = false }
        : Declared(name, OfViews[name], isNullable: true);

    private static CatalogColumn Declared(string name, string type, bool isNullable)
    {
        var parts = type.Split('(', ',', ')');
        var kind = Kinds[parts[0]];
        return new CatalogColumn(name, type, kind, isNullable, kind == ColumnKind.Text && parts.Length > 1 && int.TryParse(parts[1], out var length) ? length : null);
    }

    private static TableName NameOf(TSqlObject table) => new(table.Name.Parts[0], table.Name.Parts[1]);

    private static IReadOnlyList<string> Names(IEnumerable<TSqlObject> columns) => [.. columns.Select(c => c.Name.Parts[^1])];
}
