using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Draft;

/// <summary>Events of orders: that one is there, and each step that its status or a time of its own tells.</summary>
internal sealed class OrderDraft(ShopGuess guess, string currency, IReadOnlyList<string> statuses, List<Guess> why)
{
    private static readonly (string Verb, string[] Words)[] Steps =
    [
        ("paid", ["paid", "captured"]),
        ("completed", ["completed", "complete", "done", "fulfilled", "closed"]),
        ("shipped", ["shipped", "dispatched", "sent"]),
        ("delivered", ["delivered"]),
        ("canceled", ["canceled", "cancelled"]),
        ("refunded", ["refunded"]),
        ("returned", ["returned"]),
    ];

    private readonly CatalogTable _orders = guess.Orders!;
    private readonly string _row = Names.RowOf(guess.Orders!) is var row && row.EndsWith("_header", StringComparison.Ordinal) ? row[..^"_header".Length] : Names.RowOf(guess.Orders!);

    /// <summary>The events.</summary>
    public IReadOnlyList<DraftedEvent> Write()
    {
        var events = new List<DraftedEvent> { Placed() };
        foreach (var (verb, words) in Steps)
        {
            var status = statuses.FirstOrDefault(s => SnakeCase.Words(s) is [var only] && words.Contains(only));
            var time = _orders.Columns.FirstOrDefault(c => Columns.IsTime(c) && c.IsNullable && Names.Has(c.Name, words));
            if (status is not null)
            {
                events.Add(Step(verb, YamlText.Map(("column", YamlText.Scalar(guess.Status!.Name)), ("becomes", YamlText.Scalar(status))), time));
                why.Add(new Guess($"{_row}_{verb}", $"{guess.Status!.Name} becomes {status}", "a word that orders have now"));
            }
            else if (time is not null)
            {
                events.Add(Step(verb, YamlText.Map(("column", YamlText.Scalar(time.Name)), ("becomes", "not_null")), time));
                why.Add(new Guess($"{_row}_{verb}", $"{time.Name} becomes not_null", "a time that is filled when it happens"));
            }
        }

        return events;
    }

    private DraftedEvent Placed()
    {
        var verb = _row.EndsWith("order", StringComparison.Ordinal) ? "placed" : "created";
        var time = _orders.Columns.Where(Columns.IsTime).FirstOrDefault(c => Names.Has(c.Name, "placed", "ordered", "created", "booked", "purchased"))
            ?? _orders.Columns.Where(Columns.IsTime).FirstOrDefault(c => Names.Is(c.Name, "orderdate", "date", "saledate", "invoicedate", "bookingdate", "purchasedate", "transactiondate"));
        why.Add(new Guess($"{_row}_{verb}", "a row is inserted", time is null ? "no column tells when: the time of the write is taken" : $"{time.Name} tells when"));
        return new DraftedEvent(
            $"{_row}_{verb}", $"A row of {_orders.Name.Name} is new.", [.. Keys("inserted", once: false, time, holds: false)], Properties());
    }

    private DraftedEvent Step(string verb, string when, CatalogColumn? time) => new(
        $"{_row}_{verb}", $"A row of {_orders.Name.Name} is {verb}.",
        [.. Keys(when, once: true, time, holds: true)], Properties());

    private IEnumerable<(string Key, string Yaml)> Keys(string when, bool once, CatalogColumn? time, bool holds)
    {
        yield return ("table", YamlText.Scalar(_orders.Name.ToString()));
        yield return ("when", when);
        if (once)
        {
            yield return ("once", "true   # where it can happen again, take this out and add a column to the id");
        }

        yield return ("id", $"[{string.Join(", ", _orders.PrimaryKey.Select(YamlText.Scalar))}]");
        yield return ("person", YamlText.Scalar(guess.Person!.Name));
        if (time is not null)
        {
            yield return ("occurred_at", PeopleDraft.Zone(time) is { } zone
                ? YamlText.Map(("column", YamlText.Scalar(time.Name)), ("zone", zone))
                : YamlText.Scalar(time.Name));
            if (holds && time.IsNullable)
            {
                yield return ("holds", YamlText.Map(("column", YamlText.Scalar(time.Name)), ("is", "not_null")));
            }
        }
    }

    private IReadOnlyList<DraftedProperty> Properties()
    {
        var properties = new List<DraftedProperty>();
        foreach (var column in _orders.Columns.Where(c => c.Obstacle is null && c.Name != guess.Person!.Name))
        {
            var snake = SnakeCase.Of(column.Name);
            if (_orders.PrimaryKey.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            {
                Add(Names.Property(column.Name, _row), YamlText.Scalar(column.Name));
            }
            else if (Columns.IsMoney(column) && Names.Has(column.Name, "base", "home", "foreign"))
            {
                Tell($"{_orders.Name.Name}.{column.Name}", "left out: it may be in another currency than the rest");
            }
            else if (Columns.IsMoney(column))
            {
                Add(Cents(column), Money(column, _orders));
            }
            else if (column == guess.Status)
            {
                Add(snake is "status" or "state" ? $"{_row}_{snake}" : snake, YamlText.Scalar(column.Name));
            }
            else if (Columns.IsOpenText(column) && (Columns.IsCurrency(column) || Names.Has(column.Name, "channel", "coupon", "voucher", "promo")
                || Names.Is(column.Name, "ordernumber", "orderno", "ordercode", "salesordernumber", "invoicenumber")))
            {
                Add(snake, YamlText.Scalar(column.Name));
            }
        }

        if (properties.TrueForAll(p => p.Name != "value_cents"))
        {
            Tell("value_cents", "no column is an order's total: a view can sum its lines (docs/mapping.md, Views)");
        }

        if (guess.Lines is { } lines)
        {
            properties.Add(new DraftedProperty("items", "")
            {
                Lines = new DraftedLines(YamlText.Scalar(lines.Name.ToString()), On(_orders.PrimaryKey[0], guess.LineOrder!), LineProperties(lines)),
            });
        }

        return properties;

        void Add(string name, string yaml)
        {
            if (properties.TrueForAll(p => p.Name != name))
            {
                properties.Add(new DraftedProperty(name, yaml));
            }
        }
    }

    private List<DraftedProperty> LineProperties(CatalogTable lines)
    {
        var properties = new List<DraftedProperty>();
        if (guess.Products is { } products)
        {
            properties.Add(new DraftedProperty(Names.Property(guess.LineProduct!, Names.RowOf(products)), YamlText.Scalar(guess.LineProduct!)));
            var on = On(guess.LineProduct!, products.PrimaryKey[0]);
            foreach (var column in products.Columns.Where(c => Columns.IsOpenText(c) && c.MaxLength is <= 400))
            {
                var property = Names.Is(column.Name, "sku", "productsku", "productcode", "articlenumber", "productnumber") ? "sku"
                    : Names.Is(column.Name, "name", "title", "productname", "itemname", "description") ? "name"
                    : null;
                if (property is not null && properties.TrueForAll(p => p.Name != property))
                {
                    properties.Add(new DraftedProperty(property, YamlText.Map(
                        ("lookup", YamlText.Scalar(products.Name.ToString())), ("on", on), ("column", YamlText.Scalar(column.Name)))));
                }
            }
        }

        foreach (var column in lines.Columns.Where(c => c.Obstacle is null))
        {
            if (Names.Is(column.Name, "sku", "quantity", "qty", "orderqty") && column.Kind is ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Text
                && Names.Is(column.Name, "sku", "quantity", "qty", "orderqty"))
            {
                var name = Names.Is(column.Name, "sku") ? "sku" : "quantity";
                if (properties.TrueForAll(p => p.Name != name))
                {
                    properties.Add(new DraftedProperty(name, YamlText.Scalar(column.Name)));
                }
            }
            else if (Columns.IsMoney(column))
            {
                if (lines.Columns.Any(Columns.IsCurrency) || !_orders.Columns.Any(Columns.IsCurrency))
                {
                    properties.Add(new DraftedProperty(Cents(column), Money(column, lines)));
                }
                else
                {
                    Tell($"{lines.Name.Name}.{column.Name}", "left out: the order names a currency and its line does not; a view can bring them together");
                }
            }
            else if (column.Kind == ColumnKind.Float && Columns.NamesMoney(column.Name))
            {
                Tell($"{lines.Name.Name}.{column.Name}", $"left out: {column.DeclaredType} may be an amount or a share");
            }
        }

        return properties;
    }

    private string Money(CatalogColumn column, CatalogTable table)
    {
        var code = table.Columns.FirstOrDefault(Columns.IsCurrency)?.Name;
        Tell($"money of {table.Name.Name}", code is not null
            ? "the column names the currency"
            : guess.Answers.Currency is null ? "no column names the currency; --currency says another" : "as given", code ?? currency);
        return YamlText.Map(
            ("column", YamlText.Scalar(column.Name)),
            ("as", "cents"),
            ("currency", code is null ? currency : Codes.Currency.IsKnown(code.ToUpperInvariant()) ? YamlText.Map(("column", YamlText.Scalar(code))) : YamlText.Scalar(code)));
    }

    /// <summary>Once, however many events have the property.</summary>
    private void Tell(string what, string text, string value = "")
    {
        if (!why.Exists(g => g.What == what && g.Why == text))
        {
            why.Add(new Guess(what, value, text));
        }
    }

    private static string Cents(CatalogColumn column)
    {
        var snake = SnakeCase.Of(column.Name);
        return snake switch
        {
            "total" or "total_due" or "grand_total" or "order_total" or "total_amount" or "amount" => "value_cents",
            _ when snake.EndsWith("_cents", StringComparison.Ordinal) => snake,
            _ => snake + "_cents",
        };
    }

    private static string On(string here, string there) =>
        here == there ? YamlText.Scalar(here) : YamlText.Map((YamlText.Scalar(here), YamlText.Scalar(there)));
}
