namespace Outbox.Tests.Clr;

/// <summary>Vectors too large to keep in a file.</summary>
internal static class LargeVectors
{
    private const string TooLarge = "more than 32000 bytes of UTF-8";
    private const int TwoMegabytes = 1_048_576;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FunctionVector> All { get; } =
    [
        Fault(new string('x', TwoMegabytes), TooLarge),
        Fault(new string('\0', TwoMegabytes), TooLarge),
        Fault(new string('\ud83d', TwoMegabytes), TooLarge),
        Fault("{\"a\":\"" + new string('a', TwoMegabytes) + "\"}", TooLarge),
        Fault(new string('[', TwoMegabytes), TooLarge),
        Fault(Object(31_992, 'a'), null),
        Fault(Object(31_993, 'a'), TooLarge),
        Fault(Object(15_996, 'é'), null),
        Fault(Object(15_997, 'é'), TooLarge),
        Fault(Object(10_664, '€'), null),
        Fault(Object(10_665, '€'), TooLarge),
        Fault(Object(10_656, '€') + new string(' ', 24), null),
        Fault(Object(10_656, '€') + new string(' ', 25), TooLarge),
        Fault("{\"a\":\"" + string.Concat(Enumerable.Repeat("😀", 7_998)) + "\"}", null),
        Fault("{\"a\":\"" + string.Concat(Enumerable.Repeat("😀", 7_999)) + "\"}", TooLarge),
        Fault("{\"a\":" + new string('[', 10_000), "deeper than 32 levels at character 37"),
        Fault("{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}", "deeper than 32 levels at character 37"),
        Fault(string.Concat(Enumerable.Repeat("{\"a\":", 6_000)), "deeper than 32 levels at character 161"),
        Fault(new string('[', 10_000), "not a JSON object"),
        Fault(new string(' ', 32_000), "not a JSON object"),
        Fault("{" + string.Join(",", Enumerable.Range(0, 2_000).Select(i => $"\"a{i}\":{i}")) + "}", null),
        Length(new string('a', TwoMegabytes), TwoMegabytes),
        Length(new string('€', TwoMegabytes), 3 * TwoMegabytes),
        Length(new string('\ud83d', TwoMegabytes), 3 * TwoMegabytes),
        Length(string.Concat(Enumerable.Repeat("😀", TwoMegabytes / 2)), 2 * TwoMegabytes),
        Length("a" + string.Concat(Enumerable.Repeat("😀", 20_000)), 80_001),
    ];

    private static string Object(int units, char unit) => "{\"a\":\"" + new string(unit, units) + "\"}";

    private static FunctionVector Fault(string json, string? answer) => new("PropertiesFault", [json], answer);

    private static FunctionVector Length(string text, long bytes) =>
        new("Utf8Length", [text], bytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
