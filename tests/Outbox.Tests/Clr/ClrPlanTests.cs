using Microsoft.SqlServer.Dac.Model;
using Outbox.Core.Errors;
using Outbox.Stores;
using Outbox.Stores.SqlServer;
using Outbox.Stores.SqlServer.Clr;
using Outbox.Tests.TSql;

namespace Outbox.Tests.Clr;

/// <summary>What <c>migrate --clr</c> decides, and the script that follows.</summary>
public sealed class ClrPlanTests
{
    private static readonly ClrState Strict = new() { HasClr = true, IsEnabled = true, IsStrict = true, IsTrusted = false, MayTrust = true };
    private static readonly ClrState Trusted = Strict with { IsTrusted = true, MayTrust = false };
    private static readonly ClrState Lenient = Strict with { IsStrict = false, IsTrusted = null, MayTrust = false };
    private static readonly ClrState Disabled = Trusted with { IsEnabled = false };
    private static readonly ClrState Unseen = Strict with { IsTrusted = null, MayTrust = false };

    [Fact]
    public void A_server_that_trusts_it_or_asks_for_no_trust_gets_it_by_default()
    {
        Assert.All([Trusted, Lenient], state => Assert.True(Decide(ClrChoice.Prefer, state) is { Install: true, Trust: false, Drop: false }));
        Assert.All([Trusted, Lenient], state => Assert.True(Decide(ClrChoice.Require, state) is { Install: true, Trust: false, Drop: false }));
    }

    [Fact]
    public void No_setting_of_the_server_is_changed_by_default()
    {
        Assert.All([Strict, Disabled, Unseen, new ClrState()], state =>
        {
            var plan = Decide(ClrChoice.Prefer, state);
            Assert.True(plan is { Install: false, Trust: false, Drop: false });
            Assert.StartsWith("not installed: ", plan.Told, StringComparison.Ordinal);
            Assert.EndsWith("the T-SQL functions do the same", plan.Told, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Required_it_is_trusted_by_its_hash_where_the_login_may()
    {
        var plan = Decide(ClrChoice.Require, Strict);
        Assert.True(plan is { Install: true, Trust: true });
        Assert.Contains("trusts SHA-512 ", plan.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Required_and_refused_it_fails_with_what_a_DBA_would_do()
    {
        Assert.All(
            [(Disabled, "sp_configure N'clr enabled', 1"), (Unseen, "sp_add_trusted_assembly @hash = 0x"), (Strict with { MayTrust = false }, "sp_add_trusted_assembly @hash = 0x"), (new ClrState(), "Leave --clr out")],
            refused =>
            {
                var error = Assert.Throws<OutboxException>(() => Decide(ClrChoice.Require, refused.Item1));
                Assert.Equal(StoreErrors.ClrRefused, error.Code);
                Assert.Contains(refused.Item2, error.Mend, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void What_is_there_as_it_should_be_is_left_alone()
    {
        Assert.All([Trusted, Lenient], state => Assert.Empty(ClrSteps.Of(Decide(ClrChoice.Prefer, state with { IsThere = true, IsCurrent = true }))));
        Assert.True(Decide(ClrChoice.Prefer, Trusted with { IsThere = true }) is { Install: true, Trust: false });
    }

    [Fact]
    public void A_failover_that_took_the_trust_away_is_told_and_mended_when_required()
    {
        var there = Strict with { IsThere = true, IsCurrent = true };
        Assert.StartsWith("left as it is: ", Decide(ClrChoice.Prefer, there).Told, StringComparison.Ordinal);
        Assert.True(Decide(ClrChoice.Require, there) is { Install: false, Trust: true });
    }

    [Fact]
    public void Never_means_that_it_goes()
    {
        Assert.True(Decide(ClrChoice.Never, Trusted with { IsThere = true, IsCurrent = true }) is { Install: false, Trust: false, Drop: true });
        Assert.Empty(ClrSteps.Of(Decide(ClrChoice.Never, Trusted)));
    }

    [Fact]
    public void The_script_carries_the_bytes_and_their_hash_and_nothing_more_than_SAFE()
    {
        var script = Script(Decide(ClrChoice.Require, Strict));
        Assert.Contains($"FROM 0x{Convert.ToHexString(ClrAssemblyFile.Bytes)} WITH PERMISSION_SET = SAFE;", script, StringComparison.Ordinal);
        Assert.Contains($"@hash = 0x{Convert.ToHexString(System.Security.Cryptography.SHA512.HashData(ClrAssemblyFile.Bytes))}", script, StringComparison.Ordinal);
        Assert.DoesNotContain("TRUSTWORTHY", script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("UNSAFE", script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("EXTERNAL_ACCESS", script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("sp_configure", script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@assembly", script, StringComparison.Ordinal);
        Assert.DoesNotContain("@sha512", script, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_is_told_to_trust_it_outside_of_a_transaction()
    {
        var script = Script(Decide(ClrChoice.Require, Strict));
        var trust = script.IndexOf("sp_add_trusted_assembly", StringComparison.Ordinal);
        Assert.Equal(-1, script[..trust].LastIndexOf("BEGIN TRANSACTION", StringComparison.Ordinal));
        Assert.True(script.IndexOf("CREATE ASSEMBLY", StringComparison.Ordinal) > script.IndexOf("BEGIN TRANSACTION", trust, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SqlServerVersion.Sql140)]
    [InlineData(SqlServerVersion.Sql150)]
    [InlineData(SqlServerVersion.Sql160)]
    [InlineData(SqlServerVersion.Sql170)]
    public void The_script_parses(SqlServerVersion version)
    {
        foreach (var plan in new[] { Decide(ClrChoice.Require, Strict), Decide(ClrChoice.Never, Trusted with { IsThere = true }) })
        {
            using var reader = new StringReader(Script(plan));
            Installed.Parser(version).Parse(reader, out var errors);
            Assert.Empty(errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"));
        }
    }

    private static ClrPlan Decide(ClrChoice choice, ClrState state) => ClrPlan.Decide(choice, state, "shop");

    private static string Script(ClrPlan plan) => DeploymentScript.Write("shop", ClrSteps.Of(plan), WriterReport.Nothing, plan.Told);
}
