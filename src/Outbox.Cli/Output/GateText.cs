using System.Text.Json;
using Outbox.Dispatcher.Launch;
using Spectre.Console;

namespace Outbox.Cli.Output;

/// <summary>The launch gate: for a person, or as one JSON object.</summary>
internal static class GateText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, IReadOnlyList<GateItem> items, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Demands = items.Select((item, i) => new { Number = i + 1, item.Name, item.State, item.Evidence, item.Mend }),
                    Passed = Count(GateState.Pass),
                    Failed = Count(GateState.Fail),
                    Unseen = Count(GateState.Unseen),
                },
                DoctorText.Json));
            return;
        }

        var console = Consoles.Unwrapped(output);
        for (var i = 0; i < items.Count; i++)
        {
            console.Write(new Text($"{i + 1}. {Word(items[i].State)}: {items[i].Name}", new Style(ColorOf(items[i].State))));
            console.WriteLine();
            console.WriteLine($"   {items[i].Evidence}");
            if (items[i].Mend is { } mend)
            {
                console.WriteLine($"   {(items[i].State == GateState.Fail ? "mend" : "do")}: {mend}");
            }
        }

        console.WriteLine($"launch gate: {Count(GateState.Pass)} passed, {Count(GateState.Fail)} failed, {Count(GateState.Unseen)} for a person to look at");

        int Count(GateState state) => items.Count(i => i.State == state);
    }

    private static string Word(GateState state) => state switch
    {
        GateState.Pass => "pass",
        GateState.Fail => "FAIL",
        _ => "look",
    };

    private static Color ColorOf(GateState state) => state switch
    {
        GateState.Pass => Color.Green,
        GateState.Fail => Color.Red,
        _ => Color.Yellow,
    };
}
