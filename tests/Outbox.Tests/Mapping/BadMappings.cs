using Outbox.Core.Errors;
using Outbox.Mapping.Lint;

namespace Outbox.Tests.Mapping;

/// <summary>Mappings with one mistake each; ¤ stands where the finding must point.</summary>
internal static class BadMappings
{
    private const string Head = "version: 1\nsource: shop\ntime_zone: UTC\n";
    private const string People = "people: { table: Customers, id: CustomerId }\n";

    public static readonly IReadOnlyList<(ErrorCode Code, string Yaml)> All =
    [
        (LintCodes.NotYaml, Head + "people: { table: Customers\n¤"),
        (LintCodes.NotYaml, Head + "people:\n¤\ttable: Customers\n"),
        (LintCodes.NotYaml, Head + People + "events: ¤@x\n"),
        (LintCodes.EmptyFile, "¤"),
        (LintCodes.EmptyFile, "¤# nothing\n\n"),
        (LintCodes.EmptyFile, "¤---\n"),
        (LintCodes.TooLarge, "¤" + Head + People + new string('#', 1024 * 1024)),
        (LintCodes.SecondDocument, Head + People + "¤---\nversion: 1\n"),
        (LintCodes.AliasOrTag, Head + "people:\n  table: &t Customers\n  id: ¤*t\n"),
        (LintCodes.AliasOrTag, Head + "people: { table: ¤!!str Customers, id: CustomerId }\n"),
        (LintCodes.TooDeep, Head + "people: " + new string('[', 39) + "¤" + new string('[', 5000) + "\n"),
        (LintCodes.WrongShape, "¤- version: 1\n"),
        (LintCodes.WrongShape, "¤hello\n"),
        (LintCodes.WrongShape, Head + "people: { table: ¤[Customers], id: CustomerId }\n"),
        (LintCodes.WrongShape, Head + "people: ¤Customers\n"),
        (LintCodes.WrongShape, Head + People + "feeds: ¤{ table: T }\n"),
        (LintCodes.WrongShape, Head + People + "events: { ? ¤[a, b] : c, " + Event() + " }\n"),
        (LintCodes.DuplicateKey, Head + People + "¤source: other\n"),
        (LintCodes.UnknownKey, Head + People + "¤event: {}\n"),
        (LintCodes.UnknownKey, Head + "people: { table: Customers, id: CustomerId, ¤attribute: { a: A } }\n"),
        (LintCodes.UnknownKey, Head + "people: { table: Customers, id: CustomerId, attributes: { a: { column: A, ¤before: true } } }\n"),
        (LintCodes.UnknownKey, Event("properties: { a: { each: T, on: X, properties: { b: { ¤each: U, on: X, column: Y } } } }", all: true)),
        (LintCodes.MissingKey, "¤version: 1\nsource: shop\n" + People),
        (LintCodes.MissingKey, Head + People + "events:\n  ¤order_placed: { table: Orders, id: OrderId, person: CustomerId, occurred_at: At }\n"),
        (LintCodes.MissingKey, Head + "people: { table: Customers, ¤id: { prefix: c_ } }\n"),
        (LintCodes.MissingKey, Head + People + "events: { order_placed: { table: T, when: ¤{}, id: A, person: B, occurred_at: At } }\n"),
        (LintCodes.UnknownWord, Event("delivery: ¤sahdow", all: true)),
        (LintCodes.UnknownWord, Head + "people: { table: Customers, id: CustomerId, unknown: ¤sendfirst }\n"),
        (LintCodes.UnknownWord, Event("strict_order: ¤yes", all: true)),
        (LintCodes.UnknownWord, Event("properties: { a: { column: A, as: ¤money } }", all: true)),
        (LintCodes.BadValue, Event("expect: { at_least: ¤none, every: day }", all: true)),
        (LintCodes.BadValue, Event("expect: { at_least: ¤0, every: day }", all: true)),
        (LintCodes.BadValue, Event("where: { X: [a, ¤null] }", all: true)),
        (LintCodes.BadValue, Event("sent_as: ¤\" Order Completed\"", all: true)),
        (LintCodes.BadValue, Event("sent_as: ¤shadow_order", all: true)),
        (LintCodes.BadValue, Event($"sent_as: ¤{new string('n', 94)}", all: true)),
        (LintCodes.DuplicateEvent, Head + People + "events: { order_placed: " + Body() + ", ¤order_paid: " + Body("sent_as: order_placed") + " }\n"),
        (LintCodes.BadValue, Event("where: { X: ¤\"a\\0b\" }", all: true)),
        (LintCodes.BadValue, Head + People + "events: { order_placed: { table: T, when: inserted, id: [A, ¤a], person: B, occurred_at: At } }\n"),
        (LintCodes.UnknownVersion, "version: ¤2\nsource: shop\ntime_zone: UTC\n" + People),
        (LintCodes.EmptyValue, Head + "people: { table: Customers, id: CustomerId, ¤where: }\n"),
        (LintCodes.EmptyValue, Head + People + "¤events:\n"),
        (LintCodes.EmptyValue, Event("properties: { a: { each: T, on: X, ¤properties: {} } }", all: true)),
        (LintCodes.EmptyValue, Event("where: { ¤X: [] }", all: true)),
        (LintCodes.EmptyValue, Head + "people: { ¤table: null, id: CustomerId }\n"),
        (LintCodes.BadTableName, Head + "people: { table: ¤shop.dbo.Customers, id: CustomerId }\n"),
        (LintCodes.BadTableName, Head + "people: { table: ¤\"[dbo].[Customers]\", id: CustomerId }\n"),
        (LintCodes.BadTableName, Head + "people: { table: ¤dbo., id: CustomerId }\n"),
        (LintCodes.BadColumnName, Head + "people: { table: Customers, id: ¤'Id; DROP TABLE Customers' }\n"),
        (LintCodes.BadColumnName, Head + $"people: {{ table: Customers, id: ¤{new string('x', 129)} }}\n"),
        (LintCodes.BadColumnName, Head + "people: { table: Customers, id: ¤\"Id \" }\n"),
        (LintCodes.NotSnakeCase, "version: 1\nsource: ¤Coffee Shop\ntime_zone: UTC\n" + People),
        (LintCodes.NotSnakeCase, Event("trigger_source: ¤Web", all: true)),
        (LintCodes.NotSnakeCase, Head + People + "events: { ¤OrderPlaced: " + Body() + " }\n"),
        (LintCodes.NotSnakeCase, Property("¤orderId: OrderId")),
        (LintCodes.NotSnakeCase, Head + "people: { table: C, id: Id, attributes: { ¤first-name: Name } }\n"),
        (LintCodes.NotSnakeCase, Property("items: { each: T, on: X, properties: { ¤SKU: Sku } }")),
        (LintCodes.MoneyName, Property("¤total: Total")),
        (LintCodes.MoneyName, Property("¤unit_price: { column: Price, as: number }")),
        (LintCodes.MoneyName, Property("¤worth: { column: Price, as: cents, currency: USD }")),
        (LintCodes.CentsWithoutCurrency, Property("¤total_cents: { column: Total, as: cents }")),
        (LintCodes.CentsNotInteger, Property("¤total_cents: Total")),
        (LintCodes.UnknownZone, "version: 1\nsource: shop\ntime_zone: ¤Eastern Standard Time\n" + People),
        (LintCodes.UnknownZone, Head + People + "events: { order_placed: { table: T, when: inserted, id: A, person: B, occurred_at: { column: At, zone: ¤UTC+5 } } }\n"),
        (LintCodes.UnknownZone, Property("at: { column: At, as: timestamp, zone: ¤Europe/Berln }")),
        (LintCodes.UnknownCurrency, Property("total_cents: { column: Total, as: cents, currency: ¤usd }")),
        (LintCodes.UnknownCurrency, Property("total_cents: { column: Total, as: cents, currency: { code: ¤EURO } }")),
        (LintCodes.UnknownRegion, Property("mobile: { column: Mobile, as: phone, region: ¤us }")),
        (LintCodes.UnknownRegion, Property("mobile: { column: Mobile, as: phone, region: { code: ¤UK } }")),
        (LintCodes.BareStatus, Property("¤status: Status")),
        (LintCodes.PersonIdIsContact, Head + "people: { table: Customers, id: ¤EmailAddress }\n"),
        (LintCodes.PersonIdIsContact, Head + People + "feeds: [{ table: T, name: N, id: I, person: ¤customer_phone, occurred_at: At }]\n"),
        (LintCodes.BadPrefix, Head + "people: { table: Customers, id: { column: CustomerId, prefix: ¤guest_x } }\n"),
        (LintCodes.BadPrefix, Head + "people: { table: Customers, id: { column: CustomerId, prefix: ¤'cust:' } }\n"),
        (LintCodes.TransitionId, Head + People + "events: { order_paused: { table: T, when: { column: S, becomes: Paused }, id: ¤A, person: B, occurred_at: At } }\n"),
        (LintCodes.TransitionId, Head + People + "events: { order_paused: { table: T, when: { any: [inserted, { changed: S }] }, id: [¤A], person: B, occurred_at: At } }\n"),
        (LintCodes.DuplicateEvent, Event(all: true) + "schedules: { ¤order_placed: { view: V, cron: '0 2 * * *', id: A, person: B, occurred_at: At } }\n"),
        (LintCodes.DuplicateFeed, Head + People + "feeds:\n  - { table: T, name: N, id: I, person: P, occurred_at: At }\n  - ¤{ table: t, name: N, id: I, person: P, occurred_at: At }\n"),
        (LintCodes.ReservedName, Property("¤reply_to: Mail")),
        (LintCodes.ReservedName, Property("¤_id: Id")),
        (LintCodes.ReservedName, Head + "people: { table: C, id: Id, attributes: { ¤cio_id: Id } }\n"),
        (LintCodes.ReservedName, Head + People + "events: { ¤_placed: " + Body() + " }\n"),
        (LintCodes.ShadowName, Head + People + "events: { ¤shadow_order: " + Body() + " }\n"),
        (LintCodes.NameTooLong, Head + People + $"events: {{ ¤{new string('x', 94)}: {Body()} }}\n"),
        (LintCodes.NameTooLong, Property($"? ¤{new string('x', 151)} : A")),
        (LintCodes.TooManyAttributes, Head + $"¤people: {{ table: C, id: Id, attributes: {{ {string.Join(", ", Enumerable.Range(1, 301).Select(i => $"a{i}: A"))} }} }}\n"),
        (LintCodes.NotOurEvent, Head + People + "events: { ¤order_placed: " + Body("trigger_source: web, delivery: live") + " }\n"),
        (LintCodes.BadCron, Cron("¤'0 2 * *'")),
        (LintCodes.BadCron, Cron("¤'0 0 2 * * *'")),
        (LintCodes.BadCron, Cron("¤'61 2 * * *'")),
        (LintCodes.BadCron, Cron("¤'0 0 30 2 *'")),
        (LintCodes.BadCron, Cron("¤'@daily'")),
        (LintCodes.BeforeWithoutUpdate, Property("¤old_state: { column: S, before: true }")),
        (LintCodes.Contradiction, When("¤{ column: S, becomes: A, from: a }")),
        (LintCodes.Contradiction, When("{ all: [inserted, ¤deleted] }")),
        (LintCodes.Contradiction, When("{ all: [inserted, ¤{ changed: S }] }")),
        (LintCodes.Contradiction, When("{ all: [{ column: S, becomes: A }, ¤{ column: s, becomes: [B, C] }] }")),
        (LintCodes.Contradiction, When("{ column: S, becomes: A }", "where: { ¤S: B }")),
        (LintCodes.Contradiction, When("{ column: S, becomes: 1 }", "where: { ¤s: null }")),
        (LintCodes.Contradiction, When("{ column: S, becomes: null }", "holds: { column: ¤S, is: not_null }")),
        (LintCodes.Contradiction, When("deleted", "holds: { column: ¤S, is: not_null }")),
        (LintCodes.Contradiction, When("inserted", "where: { S: 1 }, holds: { column: ¤S, is: 2 }")),
        (LintCodes.Contradiction, Head + "people: { table: C, id: Id, where: { ¤DeletedAt: null }, deleted: { when: { column: DeletedAt, becomes: not_null }, then: delete } }\n"),
        (LintCodes.GuestsUnused, Head + "people: { table: C, id: Id, ¤guests: { table: Orders, when_null: CustomerId, email: Mail } }\n"),
        (LintCodes.LiveAtOnce, Head + People + "events: { ¤order_placed: " + Body("delivery: live") + " }\n"),
        (LintCodes.NoOccurredAt, Head + People + "events: { ¤order_placed: { table: T, when: inserted, id: A, person: B } }\n"),
        (LintCodes.AttributeType, Head + "people: { table: C, id: Id, attributes: { ¤created_at: CreatedAt } }\n"),
        (LintCodes.AttributeType, Head + "people: { table: C, id: Id, attributes: { ¤unsubscribed: { column: X, as: text } } }\n"),
        (LintCodes.AttributeType, Head + "people: { table: C, id: Id, attributes: { ¤phone: Phone } }\n"),
        (LintCodes.IdleSetting, Property("¤order_id: { column: Id, currency: USD }")),
        (LintCodes.IdleSetting, Property("¤order_id: { column: Id, as: text, zone: UTC }")),
        (LintCodes.IdleSetting, Property("¤order_id: { column: Id, region: US }")),
        (LintCodes.DuplicateProperty, Event("properties: { a: A }, view: { name: V, on: A, columns: { ¤a: { as: text } } }", all: true)),
    ];

    private static string Body(string more = "delivery: shadow") =>
        $"{{ table: Orders, when: inserted, id: OrderId, person: CustomerId, occurred_at: PlacedAt, {more} }}";

    private static string Event(string more = "delivery: shadow", bool all = false) =>
        all ? $"{Head}{People}events: {{ {Event(more)} }}\n" : $"order_placed: {Body(more)}";

    private static string Property(string property) => Event($"properties: {{ {property} }}", all: true);

    private static string When(string when, string more = "delivery: shadow") =>
        $"{Head}{People}events: {{ order_placed: {{ table: T, when: {when}, once: true, id: A, person: B, occurred_at: At, {more} }} }}\n";

    private static string Cron(string cron) =>
        $"{Head}{People}schedules: {{ order_due: {{ view: V, cron: {cron}, id: A, person: B, occurred_at: At }} }}\n";
}
