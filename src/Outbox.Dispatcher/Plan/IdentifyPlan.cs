using System.Text.Json;
using Outbox.Core;
using Outbox.Core.Messages;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>
/// Divides what is said of a person. Opt-outs go where <see cref="OptOut.Travels"/> says so. A changed e-mail or phone goes in
/// an identify of its own, behind the one with everything else: Customer.io ignores it with a 200 where the workspace does
/// not allow it or another profile has it, and the other attributes must not go with it. Pure.
/// </summary>
internal static class IdentifyPlan
{
    private static readonly string[] Addresses = ["email", "phone"];

    private static readonly string[] Apart = ["\"unsubscribed\":", "\"cio_subscription_preferences\":", "\"email\":", "\"phone\":"];

    /// <summary>Makes the identify, with what follows it.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="touches">The touches that it closes.</param>
    /// <param name="shaped">The attributes as they are now.</param>
    /// <param name="sent">What Customer.io last accepted; null on the first contact, where the addresses go with the rest.</param>
    /// <param name="isResync">Whether everything is to go again: the addresses too. Opt-outs do not.</param>
    /// <param name="stamp">The timestamp of the first identify.</param>
    public static IdentifyParcel Make(
        string personId, IReadOnlyList<RowKey> touches, ShapedPerson shaped, SentPerson? sent, bool isResync, long stamp)
    {
        if (!Array.Exists(Apart, member => shaped.AttributesJson.Contains(member, StringComparison.Ordinal)))
        {
            return IdentifyParcel.Of(personId, touches, shaped.AttributesJson, shaped.Hash, stamp) with { Baseline = sent?.Baseline };
        }

        // An identify that was cut off may have been applied: what went with it is not known.
        var isUnsure = sent is { AttributesHash: null };
        var accepted = Baseline.Read(sent?.Baseline);
        var next = Baseline.Read(sent?.Baseline);
        var changed = new List<(string Name, JsonElement Value)>();
        using var attributes = JsonDocument.Parse(shaped.AttributesJson);
        var main = JsonScratch.Text(json =>
        {
            foreach (var attribute in attributes.RootElement.EnumerateObject())
            {
                if (OptOutAttributes.Has(attribute.Name))
                {
                    WriteOptOuts(json, attribute, accepted, next, isUnsure);
                }
                else if (!Addresses.Contains(attribute.Name))
                {
                    attribute.WriteTo(json);
                }
                else if (sent is null)
                {
                    attribute.WriteTo(json);
                    next.NoteAddress(attribute.Name, attribute.Value);
                }
                else if (isUnsure || isResync || !accepted.HasAddress(attribute.Name, attribute.Value))
                {
                    changed.Add((attribute.Name, attribute.Value));
                }
            }
        });

        var parts = new List<(string Json, string? Baseline)>();
        if (changed.Count == 0 || main != "{}")
        {
            parts.Add((main, next.Write()));
        }

        foreach (var (name, value) in changed)
        {
            next.NoteAddress(name, value);
            parts.Add((JsonScratch.Text(json =>
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }), next.Write()));
        }

        IdentifyParcel? parcel = null;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            parcel = IdentifyParcel.Of(personId, touches, parts[i].Json, shaped.Hash, stamp + i) with { Baseline = parts[i].Baseline, Then = parcel };
        }

        return parcel!;
    }

    private static void WriteOptOuts(Utf8JsonWriter json, JsonProperty attribute, Baseline accepted, Baseline next, bool isUnsure)
    {
        foreach (var optOut in OptOut.In(attribute))
        {
            if (optOut.Travels(accepted, isUnsure))
            {
                json.WriteBoolean(optOut.Name, optOut.Value);
            }

            next.Note(optOut.Name, optOut.Value);
        }
    }
}
