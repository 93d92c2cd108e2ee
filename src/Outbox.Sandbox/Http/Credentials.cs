using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Outbox.Sandbox.Http;

/// <summary>HTTP Basic, <c>site_id:api_key</c>.</summary>
internal sealed class Credentials(string siteId, string apiKey)
{
    private readonly byte[] _expected = Encoding.UTF8.GetBytes(
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{siteId}:{apiKey}")));

    public bool Match(HttpRequest request) => CryptographicOperations.FixedTimeEquals(
        _expected, Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()));
}
