namespace Outbox.Dispatcher.Plan;

/// <summary>
/// Cuts parcels into waves: a wave's requests are answered before the next wave's start. Within a wave and a request
/// Customer.io promises no order, so whatever depends on another parcel of its person travels in a later wave.
/// </summary>
public static class Waves
{
    /// <summary>Cuts parcels; each person's must come in their order.</summary>
    /// <returns>The waves, none empty. A parcel stands in the first wave that its person's earlier parcels leave to it.</returns>
    public static IReadOnlyList<IReadOnlyList<Parcel>> Cut(IEnumerable<Parcel> parcels)
    {
        var waves = new List<List<Parcel>>();
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            var place = PlaceOf(parcel.PersonId);
            var wave = parcel.OtherPersonId is { } other ? Place.Close(place, PlaceOf(other)) : place.Take(parcel);
            while (wave >= waves.Count)
            {
                waves.Add([]);
            }

            waves[wave].Add(parcel);
        }

        return waves;

        Place PlaceOf(string personId)
        {
            if (!places.TryGetValue(personId, out var place))
            {
                places.Add(personId, place = new Place());
            }

            return place;
        }
    }

    /// <summary>The last wave with a parcel of a person, and what of theirs is in it.</summary>
    private sealed class Place
    {
        private readonly HashSet<string> _apart = new(StringComparer.Ordinal);
        private bool _isEmpty = true;
        private bool _isClosed;
        private int _wave;

        private int Next => _isEmpty ? _wave : _wave + 1;

        /// <summary>A wave after all of two persons, which nothing else of theirs shares.</summary>
        public static int Close(Place one, Place other)
        {
            var wave = Math.Max(one.Next, other.Next);
            foreach (var place in new[] { one, other })
            {
                (place._wave, place._isEmpty, place._isClosed) = (wave, false, true);
                place._apart.Clear();
            }

            return wave;
        }

        public int Take(Parcel parcel)
        {
            var isShared = _isEmpty
                || (!_isClosed && !parcel.TravelsAlone && (parcel.KeepsApartFrom is not { } type || !_apart.Contains(type)));
            if (!isShared)
            {
                _wave++;
                _apart.Clear();
            }

            _isEmpty = false;
            _isClosed = parcel.TravelsAlone;
            if (parcel.KeepsApartFrom is { } own)
            {
                _apart.Add(own);
            }

            return _wave;
        }
    }
}
