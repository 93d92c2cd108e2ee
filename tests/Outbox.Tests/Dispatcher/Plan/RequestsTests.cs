using CsCheck;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

/// <summary>
/// A read's parcels through tracks, waves, batches and verdicts, with whatever answers come: what a sender does, without
/// its waits.
/// </summary>
public sealed class RequestsTests
{
    private const int MaxItems = 7;

    private static readonly Gen<(IReadOnlyList<Parcel> Parcels, int[] Answers)> Cases = Gen.Select(Parcels.Any, Gen.Int[0, 999].Array[0, 40]);

    [Fact]
    public void Every_row_ends_with_exactly_one_outcome() => Cases.Sample((parcels, answers) =>
    {
        var requests = Run(parcels, answers);
        Assert.Equal(
            parcels.SelectMany(parcel => parcel.Rows.Select(row => row.MessageId)).Order(),
            requests.SelectMany(request => request.Verdict.Outcomes).Select(outcome => outcome.MessageId).Order());
    });

    [Fact]
    public void No_request_is_empty_or_above_a_limit_whatever_goes_again() => Cases.Sample((parcels, answers) =>
    {
        Assert.All(Run(parcels, answers), request =>
        {
            Assert.InRange(request.Batch.Count, 1, MaxItems);
            Assert.InRange(Batches.BytesOf(request.Batch), 1, TrackItem.MaxRequestBytes);
        });
    });

    [Fact]
    public void A_persons_rows_are_settled_in_their_order_where_they_travel_apart() => Cases.Sample((parcels, answers) =>
    {
        foreach (var person in Run(parcels, answers)
            .SelectMany((request, place) => request.Verdict.Outcomes.Select(outcome => (outcome.MessageId, Place: place)))
            .GroupBy(settled => parcels.First(parcel => parcel.Rows.Any(row => row.MessageId == settled.MessageId)).PersonId))
        {
            // A request settles its rows at once; of two requests the earlier has the earlier rows.
            var places = person.OrderBy(settled => settled.MessageId).Select(settled => settled.Place).ToList();
            Assert.Equal(places.Order(), places);
        }
    });

    [Fact]
    public void Rows_that_depend_on_each_other_never_share_a_request() => Cases.Sample((parcels, answers) =>
    {
        foreach (var own in Run(parcels, answers).SelectMany(request => request.Batch.GroupBy(parcel => parcel.PersonId)))
        {
            Assert.True(own.Count() == 1 || !own.Any(parcel => parcel.TravelsAlone));
            Assert.Distinct(own.Select(parcel => parcel.KeepsApartFrom).OfType<string>());
        }
    });

    private static List<(IReadOnlyList<Parcel> Batch, Verdict Verdict)> Run(IReadOnlyList<Parcel> parcels, int[] answers)
    {
        var requests = new List<(IReadOnlyList<Parcel>, Verdict)>();
        var place = 0;
        foreach (var wave in Tracks.Divide(parcels, 3, MaxItems).SelectMany(track => Waves.Cut(track)))
        {
            var batches = new Stack<IReadOnlyList<Parcel>>(Batches.Cut(wave, MaxItems).Reverse());
            while (batches.TryPop(out var batch))
            {
                // When they run out everything is accepted, or nothing would ever end.
                var verdict = Verdicts.Of(batch, place < answers.Length ? Answer(answers[place], batch.Count) : Answer(0, batch.Count));
                place++;
                requests.Add((batch, verdict));
                foreach (var again in verdict.Again.Reverse())
                {
                    batches.Push(again);
                }
            }
        }

        return requests;
    }

    private static TrackAnswer Answer(int choice, int items)
    {
        var kind = (AnswerKind)(choice % Enum.GetValues<AnswerKind>().Length);
        IReadOnlyList<ItemRefusal> refusals = kind is not (AnswerKind.PartlyAccepted or AnswerKind.Refused) ? [] :
        [
            .. Enumerable.Range(0, items)
                .Where(i => ((choice >> (i % 9)) & 1) == 1)
                .Select(i => new ItemRefusal(i, "invalid", choice % 2 == 0 ? "attributes.plan" : "name", null)),
        ];
        return new TrackAnswer(kind, null, refusals, null, false, "said");
    }
}
