namespace Outbox.Mapping.Draft;

/// <summary>An entry of attributes or properties, as it will be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Yaml">What follows it in one line; empty where <see cref="Lines"/> follow.</param>
internal sealed record DraftedProperty(string Name, string Yaml)
{
    /// <summary>A list of another table's rows; null for one value.</summary>
    public DraftedLines? Lines { get; init; }
}

/// <summary>A list of another table's rows.</summary>
/// <param name="Table">The table.</param>
/// <param name="On">What matches.</param>
/// <param name="Properties">What each row gives.</param>
internal sealed record DraftedLines(string Table, string On, IReadOnlyList<DraftedProperty> Properties);

/// <summary>An event, as it will be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Keys">Its keys before the properties, in order.</param>
/// <param name="Properties">Its data.</param>
internal sealed record DraftedEvent(
    string Name, string Description, IReadOnlyList<(string Key, string Yaml)> Keys, IReadOnlyList<DraftedProperty> Properties);

/// <summary>A mapping, as it will be written.</summary>
internal sealed record DraftedMapping
{
    public required string Source { get; init; }

    public required string TimeZone { get; init; }

    public required string TimeZoneWhy { get; init; }

    public required string PeopleTable { get; init; }

    public required string PeopleWhy { get; init; }

    public required string PeopleId { get; init; }

    public string? Where { get; init; }

    public required IReadOnlyList<DraftedProperty> Attributes { get; init; }

    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public string? Deleted { get; init; }

    public string? Guests { get; init; }

    public required IReadOnlyList<DraftedEvent> Events { get; init; }

    /// <summary>The mapping without what stands at a path; null where nothing does.</summary>
    public DraftedMapping? Without(string path)
    {
        if (Attributes.FirstOrDefault(a => IsWithin($"people.attributes.{a.Name}", path)) is { } attribute)
        {
            return this with { Attributes = [.. Attributes.Where(a => a != attribute)] };
        }

        foreach (var drafted in Events.Where(e => IsWithin($"events.{e.Name}", path)))
        {
            if (Without(drafted, path) is { } rest)
            {
                return this with { Events = [.. Events.Select(e => e == drafted ? rest : e)] };
            }

            return this with { Events = [.. Events.Where(e => e != drafted)] };
        }

        return Guests is not null && IsWithin("people.guests", path) ? this with { Guests = null }
            : Deleted is not null && IsWithin("people.deleted", path) ? this with { Deleted = null }
            : Where is not null && IsWithin("people.where", path) ? this with { Where = null }
            : null;
    }

    private static DraftedEvent? Without(DraftedEvent drafted, string path)
    {
        var property = drafted.Properties.FirstOrDefault(p => IsWithin($"events.{drafted.Name}.properties.{p.Name}", path));
        if (property is null)
        {
            return null;
        }

        if (property.Lines is { } lines
            && lines.Properties.FirstOrDefault(p => IsWithin($"events.{drafted.Name}.properties.{property.Name}.properties.{p.Name}", path)) is { } part)
        {
            var rest = property with { Lines = lines with { Properties = [.. lines.Properties.Where(p => p != part)] } };
            return drafted with { Properties = [.. drafted.Properties.Select(p => p == property ? rest : p)] };
        }

        return drafted with { Properties = [.. drafted.Properties.Where(p => p != property)] };
    }

    private static bool IsWithin(string place, string path) =>
        path == place || path.StartsWith(place + ".", StringComparison.Ordinal) || path.StartsWith(place + "[", StringComparison.Ordinal);
}
