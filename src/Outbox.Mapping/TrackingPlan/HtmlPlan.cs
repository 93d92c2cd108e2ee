using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace Outbox.Mapping.TrackingPlan;

/// <summary>A tracking plan as one HTML file: styles and the little script within, nothing is loaded.</summary>
public static class HtmlPlan
{
    private const string Body = "<!-- plan -->";
    private const string Title = "<!-- title -->";

    /// <summary>The page.</summary>
    public static string Write(Plan plan)
    {
        var text = new StringBuilder();
        Line(text, "<nav><input id=\"find\" type=\"search\" placeholder=\"Find an event or property\" aria-label=\"Find\"><ul>");
        Line(text, "<li><a href=\"#people\">People</a></li>");
        foreach (var (e, i) in plan.Events.Select((e, i) => (e, i)))
        {
            Line(text, $"<li data-of=\"e{i}\"><a href=\"#e{i}\">{T(e.Name)}</a> <span class=\"tag {MarkdownPlan.Delivery(e)}\">{MarkdownPlan.Delivery(e)}</span></li>");
        }

        Line(text, "</ul></nav>");
        Line(text, "<main>");
        Line(text, $"<h1>What {T(plan.Source)} sends</h1>");
        Line(text, $"<p class=\"lead\">{plan.Events.Count} events and {plan.Attributes.Count} attributes of a person. Made by <code>outbox catalog</code> from the mapping; the examples are invented.{(plan.HasTypes ? "" : " Types that the columns decide are left open: with a connection they are looked up.")}</p>");
        Line(text, "<section id=\"people\"><h2>People</h2><dl>");
        Fact(text, "id", $"<code>{T(plan.PersonId)}</code> from {T(plan.PersonFrom)}");
        if (plan.Guests is not null)
        {
            Fact(text, "guests", T(plan.Guests));
        }

        Line(text, "</dl>");
        Fields(text, "attribute", plan.Attributes);
        Line(text, "</section>");
        foreach (var (e, i) in plan.Events.Select((e, i) => (e, i)))
        {
            Event(text, e, i);
        }

        Line(text, "</main>");
        return Page().Replace(Title, T($"What {plan.Source} sends"), StringComparison.Ordinal).Replace(Body, text.ToString(), StringComparison.Ordinal);
    }

    private static void Event(StringBuilder text, PlanEvent e, int number)
    {
        Line(text, $"<section class=\"event\" id=\"e{number}\"><h2>{T(e.Name)} <span class=\"tag {MarkdownPlan.Delivery(e)}\">{MarkdownPlan.Delivery(e)}</span></h2>");
        if (e.Description is not null)
        {
            Line(text, $"<p>{T(e.Description)}</p>");
        }

        Line(text, "<dl>");
        Fact(text, "happens", T(e.When));
        Fact(text, "arrives as", $"<code>{T(e.ArrivesAs)}</code>");
        Fact(text, "event id", $"<code>{T(e.Id)}</code>");
        Fact(text, "person", T(e.Person));
        Fact(text, "time", T(e.Time));
        if (e.Expect is not null)
        {
            Fact(text, "expected", T(e.Expect));
        }

        Fact(text, "trigger source", T(e.TriggerSource));
        Fact(text, "owner", T(e.Owner ?? "nobody yet"));
        Line(text, "</dl>");
        if (e.Fields.Count > 0)
        {
            Fields(text, "property", e.Fields);
            Line(text, $"<details><summary>Example</summary><pre>{T(e.Example)}</pre></details>");
        }

        Line(text, "</section>");
    }

    private static void Fields(StringBuilder text, string noun, IReadOnlyList<PlanField> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        Line(text, $"<div class=\"table\"><table><thead><tr><th>{noun}</th><th>type</th><th>example</th><th>from</th></tr></thead><tbody>");
        foreach (var field in fields)
        {
            Field(text, field, "");
            foreach (var part in field.Parts)
            {
                Field(text, part, field.Name + "[].");
            }
        }

        Line(text, "</tbody></table></div>");
    }

    private static void Field(StringBuilder text, PlanField field, string before) => Line(
        text,
        $"<tr{(before.Length > 0 ? " class=\"part\"" : "")}><td><code>{T(before + field.Name)}</code></td><td>{T(field.Type)}</td><td>{(field.Parts.Count > 0 ? "" : $"<code>{T(field.Example)}</code>")}</td><td>{T(field.From)}</td></tr>");

    private static void Fact(StringBuilder text, string name, string html) => Line(text, $"<dt>{name}</dt><dd>{html}</dd>");

    private static string T(string text) => WebUtility.HtmlEncode(text);

    private static void Line(StringBuilder text, string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\n");

    private static string Page()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("TrackingPlan.html")
            ?? throw new InvalidOperationException("The assembly does not carry the page.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
