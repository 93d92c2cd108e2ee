using System.Text.Json;
using NodaTime;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Shape;

/// <summary>The properties of an event, or the attributes of a person, bound to where their values stand.</summary>
internal sealed class FieldSet
{
    private readonly List<Action<Utf8JsonWriter, RowSource, FaultLog>> _writers = [];
    private readonly HashSet<string> _names = [];
    private readonly List<string> _leftOut = [];
    private readonly DatabaseCatalog _catalog;
    private readonly DateTimeZone _zone;
    private readonly FieldTarget _target;
    private readonly string _path;
    private readonly bool _isOfPeople;

    /// <summary>Binds them.</summary>
    /// <param name="catalog">Tells the columns' kinds.</param>
    /// <param name="zone">Of times without an offset.</param>
    /// <param name="target">Where the values go.</param>
    /// <param name="own">The table of the row itself.</param>
    /// <param name="properties">What the mapping names.</param>
    /// <param name="view">The view whose columns are added; null for none.</param>
    /// <param name="path">What stands before the names in faults.</param>
    /// <param name="isOfPeople">Whether they are a person's attributes, some of which Customer.io takes in one shape alone.</param>
    public FieldSet(
        DatabaseCatalog catalog,
        DateTimeZone zone,
        FieldTarget target,
        TableName own,
        IReadOnlyList<Property> properties,
        ViewReference? view,
        string path = "",
        bool isOfPeople = false)
    {
        (_catalog, _zone, _target, _path, _isOfPeople) = (catalog, zone, target, path, isOfPeople);
        foreach (var property in properties)
        {
            Add(property, own);
        }

        if (view is not null)
        {
            AddView(view);
        }
    }

    /// <summary>Writes all members.</summary>
    public void Write(Utf8JsonWriter json, RowSource row, FaultLog faults)
    {
        foreach (var writer in _writers)
        {
            writer(json, row, faults);
        }

        if (_leftOut.Count > 0)
        {
            faults.Add(RowErrors.AttributeLimit, _leftOut[0], _leftOut.Count == 1 ? "left out" : $"left out, and {_leftOut.Count - 1} others: {Others()}");
        }
    }

    private void Add(Property property, TableName own)
    {
        if (!Claim(property.Name))
        {
            return;
        }

        switch (property)
        {
            case ColumnProperty column:
                var field = Bind(column.Name, column.Conversion, own, column.Column.Name);
                var key = new Capture.CapturedColumn(column.Column.Name, column.Before).Key;
                var (currency, region) = (column.Conversion.Currency?.Column?.Name, column.Conversion.Region?.Column?.Name);
                _writers.Add((json, row, faults) =>
                {
                    var value = row.Own(key);
                    if (value.ValueKind == JsonValueKind.Undefined && !column.Before)
                    {
                        faults.Add(RowErrors.NotCaptured, field.Path, "the row was captured without this column");
                    }

                    field.Write(json, value, row.Own(currency), row.Own(region), faults);
                });
                break;
            case LookupProperty lookup:
                var looked = Bind(lookup.Name, lookup.Conversion, lookup.Lookup.Table.Name, lookup.Lookup.Column.Name);
                _writers.Add((json, row, faults) =>
                {
                    var found = row.Lookup(lookup.Name);
                    looked.Write(
                        json, RawText.Member(found, "value"), RawText.Member(found, "currency"), RawText.Member(found, "region"), faults);
                });
                break;
            case EachProperty each:
                AddEach(each);
                break;
        }
    }

    private void AddEach(EachProperty each)
    {
        var inner = new FieldSet(_catalog, _zone, _target, each.Table.Name, each.Properties, view: null, $"{_path}{each.Name}.");
        _writers.Add((json, row, faults) =>
        {
            json.WriteStartArray(each.Name);
            foreach (var line in row.Each(each.Name))
            {
                json.WriteStartObject();
                inner.Write(json, RowSource.OfLine(line), faults);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private void AddView(ViewReference view)
    {
        var joined = view.On.Select(j => j.There.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var conversions = view.Columns.OfType<ColumnProperty>()
            .ToDictionary(c => c.Name, c => c.Conversion, StringComparer.OrdinalIgnoreCase);
        foreach (var column in _catalog.Find(view.View.Name)?.Columns ?? [])
        {
            if (joined.Contains(column.Name) || !Claim(column.Name))
            {
                continue;
            }

            var conversion = conversions.GetValueOrDefault(column.Name) ?? Conversion.Auto;
            var field = Bind(column.Name, conversion, view.View.Name, column.Name);
            var (currency, region) = (conversion.Currency?.Column?.Name, conversion.Region?.Column?.Name);
            _writers.Add((json, row, faults) =>
                field.Write(json, row.View(column.Name), row.View(currency), row.View(region), faults));
        }
    }

    /// <summary>Takes a name, once: the mapping's comes before the view's. What is above a limit is left out with a fault.</summary>
    private bool Claim(string name)
    {
        if (!_names.Add(name))
        {
            return false;
        }

        if (_target == FieldTarget.EventData || (_names.Count <= AttributeLimits.Count && AttributeLimits.NameFits(name)))
        {
            return true;
        }

        _leftOut.Add(AttributeLimits.Shown(name));
        return false;
    }

    /// <summary>Names of attributes are the mapping's or a view's: no personal data. Some of them are enough.</summary>
    private string Others()
    {
        const int shown = 10;
        return string.Join(", ", _leftOut.Skip(1).Take(shown)) + (_leftOut.Count > shown + 1 ? ", …" : "");
    }

    private Field Bind(string name, Conversion conversion, TableName table, string column) =>
        Field.Of(name, _path + name, _isOfPeople ? OptOutAttributes.Conversion(name, conversion) : conversion, _catalog.Find(table)?.Find(column)?.Kind ?? ColumnKind.Unknown, _zone, _target);
}
