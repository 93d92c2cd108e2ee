using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Cli.Preview;
using Outbox.CustomerIo;
using Spectre.Console;

namespace Outbox.Cli.Output;

/// <summary>A preview for a person: a head for each item, its warnings, and the item spread out for reading.</summary>
internal static class PreviewText
{
    private static readonly JsonSerializerOptions Spread = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, PreviewReport report, SentEvent? sent)
    {
        var console = Consoles.Unwrapped(output);
        if (report.Delivery is { } delivery)
        {
            Line(console, $"{report.Event}: delivery {delivery}, as the {report.DeliveryFrom} says", Color.Default);
        }

        foreach (var item in report.Items)
        {
            Line(console, "", Color.Default);
            Write(console, item);
        }

        foreach (var row in report.Unsent)
        {
            Line(console, "", Color.Default);
            Line(console, $"{row.EventId}: nothing would be sent ({row.Status})", Color.Yellow);
            Line(console, $"  {row.Reason}", Color.Yellow);
        }

        foreach (var key in report.Missing)
        {
            Line(console, "", Color.Default);
            Line(console, $"{Mapping.Preview.PreviewErrors.NoRow}: no row has the key {key}", Color.Yellow);
        }

        if (report.Items.Count + report.Unsent.Count + report.Missing.Count == 0)
        {
            Line(console, "no row shows this event", Color.Yellow);
        }

        Line(console, "", Color.Default);
        Line(console, sent is null
            ? "nothing was sent"
            : $"sent to {sent.PersonId} as {sent.Name}, ulid {sent.Ulid}, dated now", Color.Default);
    }

    private static void Write(IAnsiConsole console, PreviewedItem item)
    {
        Line(console, item.Action == "event" ? $"event {item.EventId}" : $"identify {item.PersonId}", Color.Green);
        if (item.Action == "event")
        {
            Line(console, $"  sent as   {item.SentAs}", Color.Default);
            Line(console, $"  person    {item.PersonId}", Color.Default);
            Line(console, $"  ulid      {item.Ulid}", Color.Default);
            Line(console, $"  occurred  {item.OccurredAt?.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC", Color.Default);
        }

        Line(
            console,
            string.Create(CultureInfo.InvariantCulture, $"  bytes     {item.Bytes:N0} of {TrackItem.MaxBytes:N0}"),
            Color.Default);
        foreach (var warning in item.Warnings)
        {
            Line(console, $"  warning {warning.Code}: {warning.Text}", Color.Yellow);
        }

        using var json = JsonDocument.Parse(item.Json);
        foreach (var line in JsonSerializer.Serialize(json.RootElement, Spread).ReplaceLineEndings("\n").Split('\n'))
        {
            Line(console, "  " + line, Color.Grey);
        }
    }

    private static void Line(IAnsiConsole console, string text, Color color)
    {
        console.Write(new Text(text, new Style(color)));
        console.WriteLine();
    }
}
