using System.Globalization;
using Outbox.Mapping.Model;
using Outbox.Stores.Reading;

namespace Outbox.Cli.Output;

/// <summary>Rows' lives for a person: a line for each thing that happened.</summary>
internal static class TraceText
{
    private const int LongestValue = 2_000;

    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, MappingDocument? mapping, IReadOnlyList<TracedRow> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                output.WriteLine();
            }

            foreach (var (word, text) in Story(rows[i], mapping))
            {
                output.WriteLine(word.Length == 0 ? text : $"  {word,-10} {text}");
            }
        }
    }

    private static IEnumerable<(string Word, string Text)> Story(TracedRow row, MappingDocument? mapping)
    {
        yield return ("", row.EventId ?? $"{row.Kind} of {row.PersonId ?? row.PersonKey ?? "a person that a lookup tells"}");
        yield return ("source", TraceStory.SourceOf(row, mapping));
        yield return ("captured", $"{Time(row.CreatedAt)} as row {row.MessageId} of lane {row.Lane}{(row.Priority == 1 ? ", backfill" : "")}, by {row.CapturedBy}"
            + (row.PersonKey is { } key ? $", of the person {key}" : ""));
        if (row.OccurredAt is { } fact)
        {
            yield return ("happened", $"{Time(fact)}" + (row.OccurredAtRaw is { } raw ? $" ('{raw}'{(row.OccurredAtZone is { } zone ? $" in {zone}" : "")})" : ""));
        }
        else if (row.Kind == "event")
        {
            yield return ("happened", row.OccurredAtRaw is { } raw ? $"'{raw}', not shaped yet" : "when it was captured: the mapping or the row names no time");
        }

        if (row.Kind == "event")
        {
            yield return ("values", Cut(row.Captured) ?? "purged");
            yield return ("sent as", row.SentAs is null
                ? $"not shaped yet{(row.Delivery is { } delivery ? $"; its type is {delivery}" : "")}"
                : $"{row.SentAs} for {row.PersonId}");
            yield return ("ULID", TraceStory.UlidOf(row, mapping) ?? "none");
            if (row.SentAs is not null)
            {
                yield return ("data", Cut(row.Properties) ?? "purged");
            }
        }

        foreach (var fault in row.Faults)
        {
            yield return ("fault", $"{fault.Code}{(fault.Field is { } field ? $" {field}" : "")}{(fault.Detail is { } detail ? $": {detail}" : "")}");
        }

        yield return ("tries", row.Attempts switch
        {
            0 => "no request carried it",
            1 => "1 request carried it",
            var n => $"{n} requests carried it",
        });
        foreach (var request in row.Requests)
        {
            yield return (
                row.Requests.Count <= row.Attempts ? "request" : "perhaps",
                $"{Time(request.StartedAt)} {request.Answer}{(request.HttpStatus is { } http ? $" (HTTP {http})" : "")}, {(request.Items == 1 ? "1 item" : $"{request.Items} items")} of rows {request.FirstMessage} to {request.LastMessage}, {request.DurationMs} ms"
                + (request.Detail is { } detail ? $": {detail}" : ""));
        }

        yield return ("state", State(row));
        if (row.RepeatOf is { } first)
        {
            yield return ("repeat", $"of row {first}, which has the same event id");
        }
    }

    private static string State(TracedRow row) => row.Status switch
    {
        "sent" => $"sent{(row.SentAt is { } at ? $" {Time(at)}, {(at - row.CreatedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s after it was captured" : "")}{(row.Reason is { } odd ? $"; {odd}" : "")}",
        "pending" => row.Delivery == "paused" ? "waits: its type is paused" : "waits",
        var status => $"{status}: {row.Reason ?? "no reason told"}",
    };

    private static string? Cut(string? text) => text is { Length: > LongestValue } ? string.Concat(text.AsSpan(0, LongestValue), $" … ({text.Length} characters; --json has all)") : text;

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
