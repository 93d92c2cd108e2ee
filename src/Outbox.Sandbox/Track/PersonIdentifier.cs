using System.Text.Json.Serialization;

namespace Outbox.Sandbox.Track;

/// <summary>By what a call names its person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IdentifierKind>))]
public enum IdentifierKind
{
    /// <summary>The workspace's own id: case-sensitive.</summary>
    [JsonStringEnumMemberName("id")]
    Id,

    /// <summary>Case-insensitive.</summary>
    [JsonStringEnumMemberName("email")]
    Email,

    /// <summary>E.164.</summary>
    [JsonStringEnumMemberName("phone")]
    Phone,

    /// <summary>What Customer.io itself gave the person.</summary>
    [JsonStringEnumMemberName("cio_id")]
    CioId,
}

/// <summary>One identifier with its value.</summary>
internal readonly record struct PersonIdentifier(IdentifierKind Kind, string Value)
{
    public override string ToString() => $"{NameOf(Kind)} '{Value}'";

    public static string NameOf(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Id => "id",
        IdentifierKind.Email => "email",
        IdentifierKind.Phone => "phone",
        _ => "cio_id",
    };

    public static IdentifierKind? KindOf(string name) => name switch
    {
        "id" => IdentifierKind.Id,
        "email" => IdentifierKind.Email,
        "phone" => IdentifierKind.Phone,
        "cio_id" => IdentifierKind.CioId,
        _ => null,
    };
}
