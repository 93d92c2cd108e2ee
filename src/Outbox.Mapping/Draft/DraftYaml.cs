using System.Globalization;
using System.Text;

namespace Outbox.Mapping.Draft;

/// <summary>Writes a draft as a file that a person goes on with: comments say what was guessed.</summary>
internal static class DraftYaml
{
    private const int Wide = 110;

    /// <summary>The file.</summary>
    public static string Write(DraftedMapping draft)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"""
            # Written by outbox init. Every name and rule below is a guess from the database's tables: read it, mend it, then
            #   outbox lint      checks it, also against the database
            #   outbox preview   shows what rows would send; nothing is sent
            #   outbox lint --schema > outbox.schema.json   lets an editor check it while you type
            # docs/mapping.md tells all that it can hold.
            version: 1
            source: {draft.Source}                # in every event's id: never change it once something was sent
            time_zone: {YamlText.Scalar(draft.TimeZone)}   # {draft.TimeZoneWhy}

            people:
              table: {draft.PeopleTable}   # {draft.PeopleWhy}
              id: {draft.PeopleId}

            """);
        Line(text, 1, "where", draft.Where);
        if (draft.Attributes.Count > 0)
        {
            text.Append("  attributes:\n");
            foreach (var attribute in draft.Attributes)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {attribute.Name}: {attribute.Yaml}\n");
            }
        }

        Comment(text, 2, "Not taken", draft.LeftOut);
        if (draft.Deleted is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"  deleted: {draft.Deleted}   # ignore: nothing is told; delete and suppress remove the profile\n");
        }

        Line(text, 1, "guests", draft.Guests);
        if (draft.Events.Count > 0)
        {
            text.Append("\nevents:\n");
        }

        foreach (var (drafted, i) in draft.Events.Select((drafted, i) => (drafted, i)))
        {
            text.Append(i == 0 ? "" : "\n");
            Write(text, drafted);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, DraftedEvent drafted)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {drafted.Name}:\n");
        text.Append(CultureInfo.InvariantCulture, $"    description: \"{drafted.Description}\"\n");
        foreach (var (key, yaml) in drafted.Keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {key}: {yaml}\n");
        }

        if (drafted.Properties.Count > 0)
        {
            text.Append("    properties:\n");
        }

        foreach (var property in drafted.Properties)
        {
            if (property.Lines is null)
            {
                text.Append(CultureInfo.InvariantCulture, $"      {property.Name}: {property.Yaml}\n");
            }

            if (property.Lines is not { Properties.Count: > 0 } lines)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"      {property.Name}:\n        each: {lines.Table}\n        on: {lines.On}\n        properties:\n");
            foreach (var part in lines.Properties)
            {
                text.Append(CultureInfo.InvariantCulture, $"          {part.Name}: {part.Yaml}\n");
            }
        }

        text.Append("    delivery: shadow   # sent as shadow_" + drafted.Name + ": no journey of the real name starts\n");
    }

    private static void Line(StringBuilder text, int level, string key, string? yaml)
    {
        if (yaml is not null)
        {
            text.Append(' ', level * 2).Append(CultureInfo.InvariantCulture, $"{key}: {yaml}\n");
        }
    }

    private static void Comment(StringBuilder text, int level, string head, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        var line = new StringBuilder(new string(' ', level * 2) + $"# {head}:");
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            if (line.Length + name.Length > Wide)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(' ', level * 2).Append("#  ");
            }

            line.Append(' ').Append(string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c))).Append(i == names.Count - 1 ? "" : ",");
        }

        text.Append(line).Append('\n');
    }
}
