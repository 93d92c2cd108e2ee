namespace Outbox.Cli.Demo.Compare;

/// <summary>What came of the journal.</summary>
/// <param name="ByName">A row for each event name, sorted.</param>
/// <param name="Differences">All of them.</param>
/// <param name="Latency">Of the events of table writes.</param>
internal sealed record Comparison(IReadOnlyList<NameRow> ByName, IReadOnlyList<Difference> Differences, Latency Latency)
{
    public int Committed => ByName.Sum(r => r.Committed);

    public int DeliveredOnce => ByName.Sum(r => r.DeliveredOnce);

    public int Lost => ByName.Sum(r => r.Lost);

    public int Duplicated => ByName.Sum(r => r.Duplicated);

    /// <summary>Whether every event arrived once as it was committed, nothing else did, and everybody stands as they should.</summary>
    public bool Holds => Differences.Count == 0 && Committed == DeliveredOnce && Lost == 0 && Duplicated == 0;
}

/// <summary>The events of a name.</summary>
/// <param name="Name">As sent.</param>
/// <param name="Committed">In the journal.</param>
/// <param name="DeliveredOnce">Arrived as one event, with the person, time and properties that the journal has.</param>
/// <param name="Lost">Never arrived.</param>
/// <param name="Duplicated">Arrived as more than one event.</param>
/// <param name="Resends">Further arrivals that de-duplication took away.</param>
internal sealed record NameRow(string Name, int Committed, int DeliveredOnce, int Lost, int Duplicated, int Resends);
