using System.Globalization;
using System.Text;

namespace Outbox.Mapping.TrackingPlan;

/// <summary>A tracking plan as Markdown.</summary>
public static class MarkdownPlan
{
    /// <summary>The page.</summary>
    public static string Write(Plan plan)
    {
        var text = new StringBuilder();
        Line(text, $"# What {plan.Source} sends");
        Line(text, "");
        Line(text, "Made by `outbox catalog` from the mapping. The examples are invented.");
        Line(text, "");
        Line(text, "| event | arrives as | delivery | trigger source | owner |");
        Line(text, "|---|---|---|---|---|");
        foreach (var e in plan.Events)
        {
            Line(text, $"| {Code(e.Name)} | {Code(e.ArrivesAs)} | {Delivery(e)} | {Cell(e.TriggerSource)} | {Cell(e.Owner ?? "")} |");
        }

        Line(text, "");
        Line(text, "## People");
        Line(text, "");
        Line(text, $"- id: {Code(plan.PersonId)}, from {Code(plan.PersonFrom)}");
        if (plan.Guests is not null)
        {
            Line(text, $"- guests: {Cell(plan.Guests)}");
        }

        Line(text, "");
        Fields(text, "attribute", plan.Attributes);
        foreach (var e in plan.Events)
        {
            Event(text, e);
        }

        if (!plan.HasTypes)
        {
            Line(text, "");
            Line(text, "Types that the columns decide are left open: with a connection they are looked up.");
        }

        return text.ToString();
    }

    /// <summary>A delivery's word.</summary>
    internal static string Delivery(PlanEvent e) => e.Delivery.ToString().ToLowerInvariant();

    private static void Event(StringBuilder text, PlanEvent e)
    {
        Line(text, "");
        Line(text, $"## {Cell(e.Name)}");
        Line(text, "");
        if (e.Description is not null)
        {
            Line(text, Cell(e.Description));
            Line(text, "");
        }

        Line(text, $"- happens: {Cell(e.When)}");
        Line(text, $"- arrives as: {Code(e.ArrivesAs)} (delivery {Delivery(e)}, trigger source {Cell(e.TriggerSource)})");
        Line(text, $"- event id: {Code(e.Id)}");
        Line(text, $"- person: {Cell(e.Person)}");
        Line(text, $"- time: {Cell(e.Time)}");
        if (e.Expect is not null)
        {
            Line(text, $"- expected: {Cell(e.Expect)}");
        }

        Line(text, $"- owner: {Cell(e.Owner ?? "nobody yet")}");
        if (e.Fields.Count > 0)
        {
            Line(text, "");
            Fields(text, "property", e.Fields);
            Line(text, "");
            Line(text, "```json");
            Line(text, e.Example);
            Line(text, "```");
        }
    }

    private static void Fields(StringBuilder text, string noun, IReadOnlyList<PlanField> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        Line(text, $"| {noun} | type | example | from |");
        Line(text, "|---|---|---|---|");
        foreach (var field in fields)
        {
            Field(text, field, "");
            foreach (var part in field.Parts)
            {
                Field(text, part, field.Name + "[].");
            }
        }
    }

    private static void Field(StringBuilder text, PlanField field, string before) =>
        Line(text, $"| {Code(before + field.Name)} | {Cell(field.Type)} | {(field.Parts.Count > 0 ? "" : Code(field.Example))} | {Cell(field.From)} |");

    private static string Code(string text) => $"`{Cell(text).Replace('`', '\'')}`";

    /// <summary>One line that does not end the cell, and no HTML of whoever wrote the mapping.</summary>
    private static string Cell(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);

    private static void Line(StringBuilder text, string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\n");
}
