using Outbox.Core.Errors;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;

namespace Outbox.Tests.Mapping;

public sealed class MappingLintTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, BadMappings.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mistake_is_found_where_it_stands(int index)
    {
        var (code, marked) = BadMappings.All[index];
        var (text, at) = Marked.Read(marked);
        var findings = MappingLint.CheckText(text).Findings;
        var told = string.Join("\n", findings.Select(f => FindingText.Render("outbox.yml", f)));
        Assert.True(findings.Any(f => f.Code == code && f.At == at), $"Expected {code} at {at} in\n{text[..Math.Min(text.Length, 400)]}\nbut found\n{told}");
        Assert.All(findings, f => Assert.True(f.Code == code || f.Severity == Severity.Warning, $"Found besides {code}:\n{told}"));
        Assert.All(findings, f => Assert.EndsWith(".", f.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_has_a_case()
    {
        var tested = BadMappings.All.Select(c => c.Code).Distinct().OrderBy(c => c.Id, StringComparer.Ordinal);
        Assert.Equal(LintCodes.All, tested);
    }

    [Fact]
    public void Codes_are_unique_and_in_their_ranges()
    {
        Assert.All(LintCodes.All, c => Assert.InRange(Number(c), 100, 149));
        Assert.All(DatabaseLintCodes.All, c => Assert.InRange(Number(c), 150, 199));
        var ids = LintCodes.All.Concat(DatabaseLintCodes.All).Select(c => c.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void One_pass_tells_as_much_as_it_can()
    {
        var result = MappingLint.CheckText("""
            version: 1
            source: shop
            time_zone: Berlin
            people: { table: Customers, id: Email, unkown: send }
            events:
              order_placed:
                table: Orders
                when: insertd
                id: OrderId
                person: CustomerId
                delivery: lvie
              order_paid: { table: Orders, when: inserted, id: OrderId, person: CustomerId, properties: { total: Total } }
            """);
        Assert.Null(result.Document);
        Assert.Equal(
            ["OBX120", "OBX124", "OBX108", "OBX110", "OBX110", "OBX117"],
            result.Findings.Select(f => f.Code.Id));
    }

    [Theory]
    [InlineData("events", "evnets: {}", "Did you mean 'events'?")]
    [InlineData("zone", "time_zone: Eastern Standard Time", "That is Windows' name: write America/New_York.")]
    [InlineData("word", "people: { table: C, id: I, unknown: requir }", "Did you mean 'require'?")]
    public void The_mend_names_what_was_meant(string what, string yaml, string mend)
    {
        Assert.NotNull(what);
        Assert.Contains(MappingReader.Read(yaml).Findings, f => f.Mend == mend);
    }

    [Theory]
    [InlineData("discount_code")]
    [InlineData("tax_rate")]
    [InlineData("total_orders")]
    [InlineData("refund_reason")]
    [InlineData("is_discount")]
    [InlineData("price_band")]
    [InlineData("costume")]
    public void A_name_about_money_is_not_always_money(string name) => Assert.DoesNotContain(
        Check($"properties: {{ {name}: X }}"), f => f.Code == LintCodes.MoneyName);

    [Theory]
    [InlineData("order_total")]
    [InlineData("freight")]
    [InlineData("lifetime_value")]
    [InlineData("amount_paid")]
    [InlineData("discount")]
    public void Money_is_known_by_its_words(string name) => Assert.Contains(
        Check($"properties: {{ {name}: X }}"), f => f.Code == LintCodes.MoneyName);

    [Theory]
    [InlineData("EmailAddressId")]
    [InlineData("PhoneHash")]
    [InlineData("CustomerId")]
    [InlineData("Telegram")]
    public void A_key_may_speak_of_contacts(string column) => Assert.DoesNotContain(
        MappingLint.CheckText($"version: 1\nsource: s\ntime_zone: UTC\npeople: {{ table: C, id: {column} }}").Findings,
        f => f.Code == LintCodes.PersonIdIsContact);

    [Theory]
    [InlineData("once: true, when: { column: S, becomes: X }, id: A")]
    [InlineData("when: { column: S, becomes: X }, id: [A, ChangedAt]")]
    [InlineData("when: inserted, id: A")]
    [InlineData("when: deleted, id: A")]
    [InlineData("when: { all: [inserted, { column: S, becomes: X }] }, id: A")]
    [InlineData("when: { any: [inserted, deleted] }, id: A")]
    public void An_id_that_cannot_repeat_is_taken(string parts)
    {
        var findings = MappingLint.CheckText(
            $"version: 1\nsource: s\ntime_zone: UTC\npeople: {{ table: C, id: I }}\nevents: {{ e: {{ table: T, person: P, occurred_at: At, {parts} }} }}").Findings;
        Assert.Empty(findings);
    }

    [Fact]
    public void Guests_of_an_event_are_seen()
    {
        var findings = MappingLint.CheckText("""
            version: 1
            source: s
            time_zone: UTC
            people: { table: C, id: I, guests: { table: dbo.Orders, when_null: CustomerId, email: Mail } }
            events: { e: { table: dbo.Shipments, when: inserted, id: A, person: { lookup: dbo.Orders, on: OrderId, column: CustomerId }, occurred_at: At } }
            """).Findings;
        Assert.Empty(findings);
    }

    [Fact]
    public void A_finding_is_one_line_that_editors_can_follow()
    {
        var finding = new Finding(LintCodes.MoneyName, Severity.Error, new Position(12, 5), "a.b", "The name\r\n'x\u2028y' is bad.", "Rename it.");
        Assert.Equal("outbox.yml(12,5): error OBX117: The name  'x y' is bad. Mend: Rename it.", FindingText.Render("outbox.yml", finding));
        Assert.StartsWith("f(12,5): warning OBX117: ", FindingText.Render("f", finding with { Severity = Severity.Warning }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_leads_to_the_key()
    {
        var finding = Assert.Single(Check("properties: { items: { each: T, on: X, properties: { total: Total } } }"));
        Assert.Equal("events.e.properties.items.properties.total", finding.Path);
    }

    private static IReadOnlyList<Finding> Check(string parts) => MappingLint.CheckText(
        $"version: 1\nsource: s\ntime_zone: UTC\npeople: {{ table: C, id: I }}\nevents: {{ e: {{ table: T, when: inserted, id: A, person: P, occurred_at: At, {parts} }} }}").Findings;

    private static int Number(ErrorCode code) => int.Parse(code.Id[3..], System.Globalization.CultureInfo.InvariantCulture);
}
