using Microsoft.SqlServer.Dac.Model;
using Outbox.Mapping.Lint;

namespace Outbox.Tests.TSql;

/// <summary>Every table, column and type that the installed SQL names is there.</summary>
public sealed class BindTests
{
    private static IReadOnlyList<Script> CoffeeShop => [.. Scripts.Product, .. Scripts.Sample, .. Scripts.OfSample];

    private static IReadOnlyList<Script> Everything => [.. Scripts.Product, .. Scripts.EverythingTables, .. Scripts.OfEverything];

    [Theory]
    [InlineData(SqlServerVersion.Sql140)]
    [InlineData(SqlServerVersion.Sql150)]
    [InlineData(SqlServerVersion.Sql160)]
    [InlineData(SqlServerVersion.Sql170)]
    public void The_sample_with_its_triggers_and_procedures_binds(SqlServerVersion version) =>
        Assert.Empty(Installed.Errors(version, CoffeeShop));

    [Fact]
    public void The_samples_mapping_fits_its_tables() =>
        Assert.Empty(DatabaseLint.Check(Scripts.SampleMapping(), SampleCatalog.Read()).Select(f => FindingText.Render("outbox.yml", f)));

    [Theory]
    [InlineData(SqlServerVersion.Sql140)]
    [InlineData(SqlServerVersion.Sql170)]
    public void A_mapping_that_uses_every_form_binds(SqlServerVersion version) =>
        Assert.Empty(Installed.Errors(version, Everything));

    [Fact]
    public void A_mapping_over_every_type_binds() =>
        Assert.Empty(Installed.Errors(SqlServerVersion.Sql140, [.. Scripts.Product, .. Scripts.TypesTables, .. Scripts.OfTypes]));

    /// <summary>All but sqlcmd's variables, which the binder replaces itself.</summary>
    [Fact]
    public void Names_that_mean_something_elsewhere_bind()
    {
        var nasty = Scripts.NastyTables.Concat(Scripts.OfNasty).Select(s => s with { Text = s.Text.Replace("$(", "$ (", StringComparison.Ordinal) });
        Assert.Empty(Installed.Errors(SqlServerVersion.Sql140, [.. Scripts.Product, .. nasty]));
    }

    [Theory]
    [InlineData("outbox_Orders", "i.GuestEmail", "i.GuestMail", "GuestMail")]
    [InlineData("outbox_Orders", "(Kind, CapturedBy,", "(Kind, CapturedFor,", "CapturedFor")]
    [InlineData("outbox_Orders", "UPDATE(Status)", "UPDATE(State)", "State")]
    [InlineData("ReadPeople", "p.Phone,", "p.Fone,", "Fone")]
    [InlineData("Related_order_completed", "line.Quantity", "line.Amount", "Amount")]
    [InlineData("Related_order_completed", "t.OrderId = k.OrderId", "t.OrderNo = k.OrderId", "OrderNo")]
    [InlineData("Due_back_in_stock", "due.RestockId", "due.RestokId", "RestokId")]
    [InlineData("database/sqlserver/programmable/procedures/SaveShaped.sql", "r.SentAs", "r.SendAs", "SendAs")]
    [InlineData("database/sqlserver/programmable/views/Health.sql", "WHERE c.IsEnabled = 0", "WHERE c.IsOn = 0", "IsOn")]
    [InlineData("database/sqlserver/programmable/views/Health.sql", "WHERE s.State <> 'same'", "WHERE s.Condition <> 'same'", "Condition")]
    [InlineData("database/sqlserver/programmable/functions/CaptureStates.sql", "c.TriggerId", "c.TriggerNo", "TriggerNo")]
    public void A_mistake_in_a_columns_name_is_seen(string name, string right, string wrong, string told)
    {
        var script = CoffeeShop.Single(s => s.Name == name);
        Assert.Contains(right, script.Text, StringComparison.Ordinal);
        var mistaken = script with { Text = script.Text.Replace(right, wrong, StringComparison.Ordinal) };
        var errors = Installed.Errors(SqlServerVersion.Sql140, CoffeeShop.Select(s => s == script ? mistaken : s));
        Assert.Contains(errors, e => e.Contains(told, StringComparison.Ordinal));
    }
}
