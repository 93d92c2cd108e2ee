using System.Text;
using CsCheck;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Plan;

/// <summary>Parcels to plan with.</summary>
internal static class Parcels
{
    /// <summary>Up to sixty parcels of five persons, of all kinds, numbered by their place.</summary>
    public static readonly Gen<IReadOnlyList<Parcel>> Any =
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 4], Gen.Int[1, 2], Gen.Int[1, 300]).List[0, 60].Select(choices =>
            (IReadOnlyList<Parcel>)[.. choices.Select((choice, i) => Of(i + 1, $"p{choice.Item1}", choice.Item2, $"type{choice.Item3}", choice.Item4))]);

    public static EventParcel Event(long id, string person, string type = "order_completed", bool isStrict = false, int bytes = 10) =>
        new(person, Item(bytes), Row(id), type, isStrict);

    public static RemovalParcel Removal(long id, string person) => new(person, TrackItem.Delete(person), [Row(id)], RemovalKind.Delete);

    public static MergeParcel Merge(long id, string person, string primary) =>
        new(person, TrackItem.Merge(primary, person), Row(id), primary, primary);

    public static IdentifyParcel Identify(long id, string person, string attributes = """{"plan":"a","score":1}""") =>
        IdentifyParcel.Of(person, [Row(id)], attributes, "hash", 7);

    public static TrackItem Item(int bytes) => new(Encoding.ASCII.GetBytes(new string('x', bytes)));

    private static RowKey Row(long id) => new(id, DateTime.UnixEpoch);

    private static Parcel Of(long id, string person, int kind, string type, int bytes) => kind switch
    {
        0 => Identify(id, person),
        1 => Removal(id, person),
        2 => Event(id, person, type, isStrict: true, bytes),
        _ => Event(id, person, type, isStrict: false, bytes),
    };
}
