using Microsoft.Extensions.DependencyInjection;
using Outbox.Core.Errors;
using Outbox.CustomerIo;

namespace Outbox.Tests.CustomerIo;

public class TrackOptionsTests
{
    public static TheoryData<string, Action<TrackOptions>> Unusable { get; } = new()
    {
        { "OBX301", o => o.Region = null },
        { "OBX301", o => o.Region = " " },
        { "OBX301", o => o.Region = "de" },
        { "OBX302", o => o.SiteId = null },
        { "OBX302", o => o.SiteId = "" },
        { "OBX302", o => o.SiteId = "site:key" },
        { "OBX302", o => o.ApiKey = null },
        { "OBX302", o => o.ApiKey = "secret\n" },
        { "OBX302", o => o.ApiKey = "sécret" },
        { "OBX303", o => o.BaseAddress = new Uri("track.customer.io", UriKind.Relative) },
        { "OBX303", o => o.BaseAddress = new Uri("http://track.customer.io") },
        { "OBX303", o => o.BaseAddress = new Uri("ftp://127.0.0.1") },
        { "OBX303", o => o.BaseAddress = new Uri("https://user:secret@track.customer.io") },
        { "OBX303", o => o.BaseAddress = new Uri("https://track.customer.io/?token=secret") },
        { "OBX304", o => o.AttemptTimeout = TimeSpan.Zero },
        { "OBX304", o => o.AttemptTimeout = o.TotalTimeout + TimeSpan.FromMilliseconds(1) },
        { "OBX304", o => o.TotalTimeout = TimeSpan.FromHours(1) },
        { "OBX304", o => o.Retries = -1 },
        { "OBX304", o => o.Retries = 11 },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Unusable))]
    public void A_setting_that_cannot_be_used_is_one_clear_error_when_it_is_registered(string code, Action<TrackOptions> spoil)
    {
        var error = Assert.Throws<OutboxException>(() => new ServiceCollection().AddTrackApi(o =>
        {
            Fill(o);
            spoil(o);
        }));

        Assert.Equal((code, ErrorKind.Configuration), (error.Code.Id, error.Code.Kind));
        Assert.Contains("OUTBOX__CUSTOMERIO__", error.Where, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message + error.Where + error.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us", null, "https://track.customer.io/")]
    [InlineData("EU", null, "https://track-eu.customer.io/")]
    [InlineData("eu", "http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("us", "http://localhost:8080/cio", "http://localhost:8080/cio/")]
    [InlineData("us", "http://[::1]:8080/cio/", "http://[::1]:8080/cio/")]
    [InlineData("us", "https://gateway.shop.example", "https://gateway.shop.example/")]
    public void The_address_is_the_regions_unless_another_is_given(string region, string? baseAddress, string endpoint)
    {
        var options = Fill(new TrackOptions());
        options.Region = region;
        options.BaseAddress = baseAddress is null ? null : new Uri(baseAddress);

        options.Validate();

        Assert.Equal(endpoint, options.Endpoint.AbsoluteUri);
    }

    [Fact]
    public void The_options_as_text_hide_the_credentials() => Assert.Equal(
        "Region = us, SiteId = ***, ApiKey = ***, BaseAddress = the region's", Fill(new TrackOptions()).ToString());

    private static TrackOptions Fill(TrackOptions options)
    {
        options.Region = "us";
        options.SiteId = "site-secret";
        options.ApiKey = "key-secret";
        return options;
    }
}
