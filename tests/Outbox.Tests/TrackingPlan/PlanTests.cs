using System.Text.Json;
using System.Text.RegularExpressions;
using Outbox.Core.Messages;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.TrackingPlan;
using Outbox.Mapping.Yaml;
using Outbox.Tests.Golden;
using Outbox.Tests.TSql;

namespace Outbox.Tests.TrackingPlan;

public sealed partial class PlanTests
{
    private static readonly Plan Sample = new PlanMaker(Scripts.SampleMapping(), SampleCatalog.Read(), new Dictionary<string, Delivery>()).Make();

    [Fact]
    public void The_sample_s_page_is_the_approved_one() =>
        Approved.Matches("", "sample", MarkdownPlan.Write(Sample), ".md");

    [Fact]
    public void Everything_of_a_mapping_is_told()
    {
        var page = MarkdownPlan.Write(new PlanMaker(EverythingMapping.Read(), EverythingMapping.Catalog(Engine.SqlServer), new Dictionary<string, Delivery>()).Make());
        Assert.Contains("Status goes from Completed or Held to Open or Held or CompletedAt goes from filled to empty", page, StringComparison.Ordinal);
        Assert.Contains("where IsOnline is 1 and Channel is web or shop's", page, StringComparison.Ordinal);
        Assert.Contains("looked for at 0 2 * * * (America/New_York)", page, StringComparison.Ordinal);
        Assert.Contains("event_name names the event", page, StringComparison.Ordinal);
        Assert.Contains("`items[].tier`", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsed_event_is_told_by_the_name_that_arrives()
    {
        var cart = Sample.Events.Single(e => e.Name == "cart_abandoned");
        Assert.Equal(("shadow_cart_abandoned", Delivery.Shadow, "web"), (cart.ArrivesAs, cart.Delivery, cart.TriggerSource));
        var live = new PlanMaker(Scripts.SampleMapping(), null, new Dictionary<string, Delivery> { ["order_completed"] = Delivery.Shadow }).Make();
        Assert.Equal("shadow_order_completed", live.Events.Single(e => e.Name == "order_completed").ArrivesAs);
    }

    [Fact]
    public void Examples_are_json() => Assert.All(Sample.Events, e =>
    {
        using var example = JsonDocument.Parse(e.Example);
        Assert.Equal(JsonValueKind.Object, example.RootElement.ValueKind);
    });

    [Fact]
    public void The_html_page_loads_nothing_and_shows_markup_as_text()
    {
        var evil = MappingReader.Read(Repository.Read("database", "samples", "coffee-shop", "outbox.yml")
            .Replace("The order is paid for. Guests too.", "<img src=x onerror=alert(1)> | `x`", StringComparison.Ordinal)).Document!;
        var plan = new PlanMaker(evil, SampleCatalog.Read(), new Dictionary<string, Delivery>()).Make();

        var html = HtmlPlan.Write(plan);

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img", html, StringComparison.Ordinal);
        Assert.Empty(Loads().Matches(html).Select(m => m.Value));
        Assert.DoesNotContain("<!-- plan -->", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", MarkdownPlan.Write(plan), StringComparison.Ordinal);
    }

    [GeneratedRegex("""(https?:)?//\w[^\s"')]*|<link\b[^>]*|<[a-z]+\b[^>]*\bsrc=[^>]*|@import[^;]*|url\([^)]*\)""")]
    private static partial Regex Loads();
}
