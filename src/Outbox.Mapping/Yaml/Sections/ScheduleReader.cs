using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads an entry of <c>schedules</c>.</summary>
internal static class ScheduleReader
{
    public static Schedule? Read(Element entry)
    {
        if (entry.Section() is not { } section)
            return null;
        var view = section.Required("view", Names.Table, "view: reporting.ReplenishmentDue");
        var cron = section.Required("cron", CronText.Read, "cron: \"0 2 * * *\"");
        var zone = section.Optional("cron_zone", Zones.Read);
        var id = section.Required("id", ColumnListReader.Read, "id: [CustomerId, DueDate]");
        var person = section.Required("person", PersonReader.Read, "person: CustomerId");
        var occurredAt = section.Optional("occurred_at", OccurredAtReader.Read);
        var properties = section.Optional("properties", PropertyReader.EventData) ?? [];
        var sentAs = section.Optional("sent_as", Scalars.SentAs);
        var settings = EventSettings.Read(section);
        section.Close();
        if (view is null || cron is null || id is null || person is null)
            return null;
        return new Schedule
        {
            Name = entry.Name,
            At = entry.KeyAt,
            Source = view,
            Cron = cron,
            CronZone = zone,
            Id = id,
            Person = person,
            OccurredAt = occurredAt,
            Properties = properties,
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
