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
            if (!places.TryGetValue(parcel.PersonId, out var place))
            {
                places.Add(parcel.PersonId, place = new Place());
            }

            var wave = place.Take(parcel);
            if (wave == waves.Count)
            {
                waves.Add([]);
            }

            waves[wave].Add(parcel);
        }

        return waves;
    }

    /// <summary>The last wave with a parcel of a person, and what of theirs is in it.</summary>
    private sealed class Place
    {
        private readonly HashSet<string> _apart = new(StringComparer.Ordinal);
        private bool _isEmpty = true;
        private bool _isClosed;
        private int _wave;

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
