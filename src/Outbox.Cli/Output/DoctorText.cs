using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Outbox.Dispatcher.Doctor;
using Spectre.Console;

namespace Outbox.Cli.Output;

/// <summary>What the doctor found: for a person, or as one JSON object.</summary>
internal static class DoctorText
{
    /// <summary>How the doctor's and the gate's JSON is written.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, DoctorReport report, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Findings = report.Findings.Select((f, i) => new
                    {
                        Number = i + 1,
                        Priority = (int)f.Priority,
                        Code = f.Code.Id,
                        f.Code.Title,
                        f.Subject,
                        f.Detail,
                        f.Mend,
                        f.Link,
                    }),
                    report.Notes,
                    report.NotSeen,
                },
                Json));
            return;
        }

        var console = Consoles.Unwrapped(output);
        for (var i = 0; i < report.Findings.Count; i++)
        {
            var finding = report.Findings[i];
            console.Write(new Text($"{i + 1}. {Word(finding.Priority)}: {finding.Code} {finding.Code.Title}: {finding.Subject}", new Style(ColorOf(finding.Priority))));
            console.WriteLine();
            console.WriteLine($"   {finding.Detail}");
            console.WriteLine($"   mend: {finding.Mend}");
            console.WriteLine($"   read: {finding.Link}");
        }

        List("good to know:", report.Notes);
        List("not looked at:", report.NotSeen);
        console.WriteLine(report.Findings.Count == 0
            ? "doctor: nothing found"
            : $"doctor: {Count(FindingPriority.Now)} now, {Count(FindingPriority.Soon)} soon, {Count(FindingPriority.Know)} to know");

        int Count(FindingPriority priority) => report.Findings.Count(f => f.Priority == priority);

        void List(string heading, IReadOnlyList<string> lines)
        {
            if (lines.Count > 0)
            {
                console.WriteLine(heading);
            }

            foreach (var line in lines)
            {
                console.WriteLine($"   {line}");
            }
        }
    }

    private static string Word(FindingPriority priority) => priority switch
    {
        FindingPriority.Now => "now",
        FindingPriority.Soon => "soon",
        _ => "to know",
    };

    private static Color ColorOf(FindingPriority priority) => priority switch
    {
        FindingPriority.Now => Color.Red,
        FindingPriority.Soon => Color.Yellow,
        _ => Color.Default,
    };
}
