using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads an item of <c>feeds</c>.</summary>
internal static class FeedReader
{
    public static Feed? Read(Element item)
    {
        if (item.Section() is not { } section)
            return null;
        var table = section.Required("table", Names.Table, "table: dbo.LifecycleEvents");
        var name = section.Required("name", Names.Column, "name: event_name");
        var id = section.Required("id", Names.Column, "id: event_id");
        var person = section.Required("person", PersonReader.Read, "person: customer_id");
        var occurredAt = section.Required("occurred_at", OccurredAtReader.Read, "occurred_at: timestamp");
        var properties = section.Optional("properties", Names.Column);
        var settings = EventSettings.Read(section);
        section.Close();
        if (table is null || name is null || id is null || person is null || occurredAt is null)
            return null;
        return new Feed
        {
            Name = $"feed:{table.Name}",
            At = item.At,
            Table = table,
            NameColumn = name,
            Id = id,
            Person = person,
            OccurredAt = occurredAt,
            Properties = properties,
            Delivery = settings.Delivery,
            TriggerSource = settings.TriggerSource,
            StrictOrder = settings.StrictOrder,
            Owner = settings.Owner,
            Description = settings.Description,
            Expect = settings.Expect,
        };
    }
}
