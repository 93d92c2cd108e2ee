using System.Globalization;
using Outbox.CustomerIo;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;
using Outbox.Stores;
using Outbox.Stores.Reading;

namespace Outbox.Dispatcher.Doctor;

/// <summary>Looks for whatever is wrong with an outbox, and changes nothing.</summary>
/// <param name="store">The outbox.</param>
/// <param name="reader">The outbox, for people.</param>
/// <param name="installer">What <c>migrate</c> would do.</param>
/// <param name="api">Customer.io; null where no credentials are there.</param>
/// <param name="clock">This machine's clock.</param>
public sealed class OutboxDoctor(IOutboxStore store, IOutboxReader reader, IOutboxInstaller installer, ITrackApi? api, TimeProvider clock)
{
    private const int SharedEmailsTold = 20;

    /// <summary>Looks.</summary>
    /// <param name="fileText">The mapping file at hand; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Core.Errors.OutboxException">The database cannot be reached, or holds no outbox.</exception>
    public async Task<DoctorReport> ExamineAsync(string? fileText, CancellationToken cancellationToken)
    {
        var log = new ExamLog();
        var stored = await store.ReadMappingAsync(cancellationToken);
        log.Add(await reader.ExamineAsync(cancellationToken));
        log.Add(await ClockExam.LookAsync(store, clock, cancellationToken));
        await new CustomerIoExam(store, api, clock, log).LookAsync(cancellationToken);
        if (fileText is not null && fileText.ReplaceLineEndings("\n") != stored.Text.ReplaceLineEndings("\n"))
        {
            log.Add(DoctorFinding.Of(DoctorCodes.FileDiffers, "the mapping file", $"the database holds the mapping of {stored.StoredAt:yyyy-MM-dd HH:mm:ss}Z"));
        }

        if (MappingReader.Read(stored.Text).Document is not { } mapping)
        {
            log.Add(new DoctorFinding(
                Plan.RowReasons.MappingUnreadable, FindingPriority.Now, "the stored mapping", "this version of the program cannot read it",
                "Run outbox migrate with the current outbox.yml and the version that is to dispatch."));
            return log.Report();
        }

        await log.TryAsync("silent event types", () => ExpectAsync(mapping, log, cancellationToken));
        await log.TryAsync("the tables", async () =>
        {
            var catalog = await installer.ReadCatalogAsync(cancellationToken);
            await new MappingExam(installer, log).LookAsync(mapping, stored.Text, catalog, cancellationToken);
            await log.TryAsync("people of one e-mail", () => SharedEmailsAsync(mapping.People, catalog, log, cancellationToken));
        });
        return log.Report();
    }

    private async Task ExpectAsync(MappingDocument mapping, ExamLog log, CancellationToken cancellationToken)
    {
        var expected = mapping.EventTypes.Where(t => t.Expect is not null).ToList();
        if (expected.Count == 0)
        {
            return;
        }

        var states = (await store.ReadEventTypesAsync(cancellationToken)).ToDictionary(t => t.Name);
        var now = await store.ReadClockAsync(cancellationToken);
        foreach (var type in expected)
        {
            var expect = type.Expect!;
            var since = now - expect.Every;
            if (!states.TryGetValue(type.CapturedBy, out var state) || state.CreatedAt > since)
            {
                // It has not been there for as long as that.
                continue;
            }

            var seen = await reader.CountCapturedAsync(type.CapturedBy, since, expect.AtLeast, cancellationToken);
            if (seen < expect.AtLeast)
            {
                log.Add(DoctorFinding.Of(
                    DoctorCodes.TypeSilent,
                    type.Name,
                    $"{seen} captured in the last {Words(expect.Every)}, {expect.AtLeast} expected{(type.Owner is { } owner ? $"; owner {owner}" : "")}"));
            }
        }
    }

    private async Task SharedEmailsAsync(People people, DatabaseCatalog catalog, ExamLog log, CancellationToken cancellationToken)
    {
        if (await reader.FindSharedEmailsAsync(people, catalog, SharedEmailsTold + 1, cancellationToken) is not { } groups)
        {
            log.Note("people of one e-mail were not looked for: no column of the people's table is the attribute email");
            return;
        }

        foreach (var group in groups.Take(SharedEmailsTold))
        {
            log.Add(DoctorFinding.Of(
                DoctorCodes.SharedEmail,
                people.Table.Name.ToString(),
                $"{group.People} people, {people.Prefix}{group.First} {(group.People == 2 ? "and" : "to")} {people.Prefix}{group.Last}"));
        }

        if (groups.Count > SharedEmailsTold)
        {
            log.Note($"more than {SharedEmailsTold} e-mails are shared; the largest groups are told");
        }
    }

    private static string Words(TimeSpan period) => period.TotalDays >= 1 ? Words(period.TotalDays, "day") : Words(period.TotalHours, "hour");

    private static string Words(double number, string unit) => number == 1 ? unit : string.Create(CultureInfo.InvariantCulture, $"{number:0.##} {unit}s");
}
