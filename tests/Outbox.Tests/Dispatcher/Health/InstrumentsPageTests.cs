namespace Outbox.Tests.Dispatcher.Health;

/// <summary>The page of instruments against the instruments.</summary>
public sealed class InstrumentsPageTests
{
    [Fact]
    public void The_page_lists_every_instrument_with_its_kind_unit_and_meaning()
    {
        var rows = Repository.Read("docs", "operations.md").Split('\n')
            .Where(line => line.StartsWith("| `outbox.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1].Trim('`'), cells[2], cells[3], cells[5]));

        Assert.Equal(
            Instruments.All.Select(i => (i.Name, Instruments.KindOf(i), i.Unit ?? "–", i.Description!)).Order(),
            rows.Order());
    }

    [Fact]
    public void Names_are_lower_case_with_dots_and_never_hold_their_unit() => Assert.All(Instruments.All, instrument =>
    {
        Assert.Matches("^outbox(\\.[a-z]+(_[a-z]+)*)+$", instrument.Name);
        Assert.DoesNotContain("seconds", instrument.Name, StringComparison.Ordinal);
        Assert.DoesNotContain("total", instrument.Name, StringComparison.Ordinal);
    });
}
