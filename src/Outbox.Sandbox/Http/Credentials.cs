using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Outbox.Sandbox.Http;

/// <summary>What a request's <c>Authorization</c> must be.</summary>
internal sealed class Credentials
{
    private readonly byte[] _expected;

    private Credentials(string expected) => _expected = Encoding.UTF8.GetBytes(expected);

    /// <summary>HTTP Basic, <c>site_id:api_key</c>: the Track API's.</summary>
    public static Credentials Basic(string siteId, string apiKey) =>
        new("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{siteId}:{apiKey}")));

    /// <summary>A bearer key: the App API's.</summary>
    public static Credentials Bearer(string key) => new("Bearer " + key);

    public bool Match(HttpRequest request) => CryptographicOperations.FixedTimeEquals(
        _expected, Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()));
}
