using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads an entry of <c>events</c>.</summary>
internal static class EventReader
{
    public static TableEvent? Read(Element entry)
    {
        if (entry.Section() is not { } section)
            return null;
        var table = section.Required("table", Names.Table, "table: dbo.Orders");
        var when = section.Required("when", ConditionReader.Read, "when: inserted");
        var where = section.Optional("where", FilterReader.ReadWhere) ?? [];
        var once = section.Optional("once", Words.Flag, false);
        var id = section.Required("id", ColumnListReader.Read, "id: [OrderId]");
        var person = section.Required("person", PersonReader.Read, "person: CustomerId");
        var occurredAt = section.Optional("occurred_at", OccurredAtReader.Read);
        var holds = section.Optional("holds", FilterReader.ReadHolds);
        var properties = section.Optional("properties", PropertyReader.EventData) ?? [];
        var view = section.Optional("view", ViewReader.Read);
        var sentAs = section.Optional("sent_as", Scalars.SentAs);
        var settings = EventSettings.Read(section);
        section.Close();
        if (table is null || when is null || id is null || person is null)
            return null;
        return new TableEvent
        {
            Name = entry.Name,
            At = entry.KeyAt,
            Table = table,
            When = when,
            Where = where,
            Once = once,
            Id = id,
            Person = person,
            OccurredAt = occurredAt,
            Holds = holds,
            Properties = properties,
            View = view,
            SentAs = sentAs,
            Delivery = settings.Delivery,
            TriggerSource = settings.TriggerSource,
            StrictOrder = settings.StrictOrder,
            Owner = settings.Owner,
            Description = settings.Description,
            Expect = settings.Expect,
        };
    }
}
