using System.Globalization;
using System.Text.Json;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary><c>/api/v1/segments/…</c>: people go into a manual segment, or leave it.</summary>
/// <param name="adds">Which of the two.</param>
internal sealed class SegmentAction(bool adds) : ITrackAction
{
    public string Name => adds ? "add_customers" : "remove_customers";

    public IReadOnlyCollection<string> Fields { get; } = ["segment_id", "id_type", "ids"];

    public ITrackCall Read(ItemReader item)
    {
        if (!long.TryParse(item.Text("segment_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var segment))
            item.Refuse(TrackError.Invalid("segment_id", "A segment's id is a number."));
        var kind = PersonIdentifier.KindOf(item.Text("id_type"));
        if (kind is null or IdentifierKind.Phone)
            item.Refuse(TrackError.Invalid("id_type", "`id_type` must be id, email or cio_id."));

        var count = item.TryField("ids", out var ids) && ids.ValueKind == JsonValueKind.Array ? ids.GetArrayLength() : 0;
        if (count is 0 or > TrackLimits.SegmentPeople)
        {
            item.Refuse(TrackError.Invalid("ids", $"`ids` must hold from 1 to {TrackLimits.SegmentPeople} identifiers."));
            return new Call(segment, [], adds);
        }

        return new Call(
            segment, [.. ids.EnumerateArray().Select(id => new PersonIdentifier(kind ?? IdentifierKind.Id, id.ToString()))], adds);
    }

    private sealed record Call(long Segment, IReadOnlyList<PersonIdentifier> People, bool Adds) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            var changed = 0;
            foreach (var person in People.Select(state.People.Find).OfType<Person>())
            {
                if (Adds)
                    state.Segments.Add(Segment, person);
                else if (!state.Segments.Remove(Segment, person))
                    continue;
                person.History.Add(item);
                changed++;
            }

            var left = People.Count - changed;
            return changed == 0
                ? Effect.Ignored("nobody has one of the identifiers")
                : Effect.Applied(left == 0 ? null : $"{left} of {People.Count} identifiers changed nothing");
        }
    }
}
