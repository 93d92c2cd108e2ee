using System.Globalization;
using System.Text.Json;
using Outbox.Core.Events;

namespace Outbox.Tests.Core;

/// <summary>The files that hold every engine to the same ids; made without this code.</summary>
internal static class Vectors
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<IdVector> Ids { get; } = Read<IdVector>("event-ids.json");

    public static IReadOnlyList<UlidVector> Ulids { get; } = Read<UlidVector>("event-ulids.json");

    private static List<T> Read<T>(string file) => JsonSerializer.Deserialize<List<T>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", file)),
        Options)!;
}

internal sealed record UlidVector(string Source, string EventId, string Ulid);

internal sealed record IdVector(string Name, string Event, IReadOnlyList<IdPart> Parts, string EventId);

internal sealed record IdPart(string Kind, string? Value)
{
    public string Canonical => Kind switch
    {
        "null" => CanonicalText.Null,
        "text" => CanonicalText.Of(Value!),
        "integer" => CanonicalText.Of(long.Parse(Value!, CultureInfo.InvariantCulture)),
        "boolean" => CanonicalText.Of(bool.Parse(Value!)),
        "guid" => CanonicalText.Of(Guid.Parse(Value!)),
        "date" => CanonicalText.Of(DateOnly.Parse(Value!, CultureInfo.InvariantCulture)),
        "datetime" => CanonicalText.Of(DateTime.Parse(Value!, CultureInfo.InvariantCulture)),
        "datetimeoffset" => CanonicalText.Of(DateTimeOffset.Parse(Value!, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"The vectors have no kind '{Kind}'."),
    };
}
