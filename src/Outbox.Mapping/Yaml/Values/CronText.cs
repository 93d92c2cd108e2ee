using Cronos;
using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Yaml.Values;

/// <summary>Reads cron expressions of five fields.</summary>
internal static class CronText
{
    private const string Mend = "Write minute, hour, day of month, month, day of week: \"0 2 * * *\" is each day at 02:00.";

    // Any day will do to see whether there is a next one: leap days and weekdays repeat within 28 years.
    private static readonly DateTime AnyDay = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static string? Read(Element element)
    {
        if (element.Text() is not { } text)
            return null;
        if (text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length != 5)
        {
            element.Report(LintCodes.BadCron, $"The cron expression {text.Quoted()} does not have five fields.", Mend);
            return null;
        }

        if (!CronExpression.TryParse(text, CronFormat.Standard, out var cron))
        {
            element.Report(LintCodes.BadCron, $"The cron expression {text.Quoted()} cannot be read.", Mend);
            return null;
        }

        if (cron.GetNextOccurrence(AnyDay) is not null)
            return text;
        element.Report(LintCodes.BadCron, $"The cron expression {text.Quoted()} never comes due.", "Choose a day that the month has.");
        return null;
    }
}
