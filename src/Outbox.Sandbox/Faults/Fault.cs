using System.Text.Json.Serialization;

namespace Outbox.Sandbox.Faults;

/// <summary>What the sandbox does to a request instead of answering it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Fault>))]
public enum Fault
{
    /// <summary>Nothing: it is answered.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The connection is aborted without an answer; nothing was applied.</summary>
    [JsonStringEnumMemberName("cut_before")]
    CutBefore,

    /// <summary>The request is applied, then the connection is aborted without an answer.</summary>
    [JsonStringEnumMemberName("cut")]
    Cut,

    /// <summary>307 to the same server under <c>/redirected</c>, which answers.</summary>
    [JsonStringEnumMemberName("redirect")]
    Redirect,

    /// <summary>429 with Retry-After; nothing was applied.</summary>
    [JsonStringEnumMemberName("too_many_requests")]
    TooManyRequests,

    /// <summary>500; nothing was applied.</summary>
    [JsonStringEnumMemberName("server_error")]
    ServerError,

    /// <summary>200 with a body that is not JSON, as a proxy on the way would answer; nothing was applied.</summary>
    [JsonStringEnumMemberName("garbage")]
    Garbage,

    /// <summary>The request is applied, and the answer comes late.</summary>
    [JsonStringEnumMemberName("slow")]
    Slow,

    /// <summary>401 whatever the credentials; nothing was applied.</summary>
    [JsonStringEnumMemberName("unauthorized")]
    Unauthorized,

    /// <summary>Every connection is aborted, as if the server were gone; nothing was applied.</summary>
    [JsonStringEnumMemberName("down")]
    Down,
}
