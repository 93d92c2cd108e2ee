using System.Globalization;
using Outbox.Core.Events;
using Outbox.Core.People;

namespace Outbox.Tests.Clr;

/// <summary>Something that answers the vectors.</summary>
internal delegate string? Answering(FunctionVector vector);

/// <summary>The product's own C#.</summary>
internal static class Functions
{
    /// <summary>What it answers.</summary>
    public static string? Answer(FunctionVector vector) => vector.Arguments.Contains(null) ? null : vector.Function switch
    {
        "EventUlid" => EventUlid.Derive(vector.Arguments[0]!, vector.Arguments[1]!),
        "PropertiesFault" => PropertiesFault.Of(vector.Arguments[0]),
        "Utf8Length" => System.Text.Encoding.UTF8.GetByteCount(vector.Arguments[0]!).ToString(CultureInfo.InvariantCulture),
        "NormalizeEmail" => EmailAddress.Normalize(vector.Arguments[0]!),
        "DecodeUlid" => EventUlid.IsValid(vector.Arguments[0]) ? vector.Answer : null,
        _ => throw new InvalidOperationException($"No function '{vector.Function}'."),
    };
}
