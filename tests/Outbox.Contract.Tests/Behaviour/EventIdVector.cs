using System.Reflection;
using System.Text.Json;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>An entry of <c>tests/vectors/event-ids.json</c>, to which every engine and C# are held.</summary>
public sealed record EventIdVector(string Name, string Event, IReadOnlyList<EventIdPart> Parts, string EventId)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventIdVector> All { get; } = Read();

    private static List<EventIdVector> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("event-ids.json")!;
        return JsonSerializer.Deserialize<List<EventIdVector>>(stream, Options)!;
    }
}

/// <summary>A part of an id: the kind of its column and the value as text.</summary>
public sealed record EventIdPart(string Kind, string? Value);
