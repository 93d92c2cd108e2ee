using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>people</c>.</summary>
internal static class PeopleReader
{
    public static People? Read(Element element)
    {
        if (element.Section() is not { } section)
            return null;
        var table = section.Required("table", Names.Table, "table: dbo.Customers");
        var key = section.Required("id", e => PrefixedKey.Read(e, "CustomerId"), "id: CustomerId");
        var where = section.Optional("where", FilterReader.ReadWhere) ?? [];
        var attributes = section.Optional("attributes", PropertyReader.Attributes) ?? [];
        var view = section.Optional("view", ViewReader.Read);
        var touchedBy = section.Optional("touched_by", TouchReader.ReadAll) ?? [];
        var refresh = section.Optional("refresh", ReadRefresh);
        var deleted = section.Optional("deleted", ReadDeletion);
        var unknown = section.Optional("unknown", Words.Unknown, UnknownPolicy.SendFirst);
        var guests = section.Optional("guests", ReadGuests);
        var phoneIdentifies = section.Optional("phone_identifies", Words.Flag, false);
        section.Close();
        if (table is null || key is null)
            return null;
        return new People
        {
            At = element.KeyAt,
            Table = table,
            Id = key.Column,
            Prefix = key.Prefix,
            Where = where,
            Attributes = attributes,
            View = view,
            TouchedBy = touchedBy,
            Refresh = refresh,
            Deleted = deleted,
            Unknown = unknown,
            Guests = guests,
            PhoneIdentifies = phoneIdentifies,
        };
    }

    private static Refresh? ReadRefresh(Element element)
    {
        if (element.Section() is not { } section)
            return null;
        var view = section.Required("view", Names.Table, "view: reporting.CustomerTimers");
        var person = section.Required("person", Names.Column, "person: CustomerId");
        var cron = section.Required("cron", CronText.Read, "cron: \"0 3 * * *\"");
        var zone = section.Optional("cron_zone", Zones.Read);
        section.Close();
        return view is null || person is null || cron is null ? null : new Refresh(view, person, cron, zone, element.KeyAt);
    }

    private static Deletion? ReadDeletion(Element element)
    {
        if (element.Section() is not { } section)
            return null;
        var when = section.Required("when", ReadDeletedWhen, "when: { column: DeletedAt, becomes: not_null }");
        var then = section.Required<object>("then", e => Words.Deletion(e), "then: suppress");
        section.Close();
        return when is not null && then is DeletionAction action ? new Deletion(when, action) : null;
    }

    private static Becomes? ReadDeletedWhen(Element element)
    {
        if (element.Section() is not { } section)
            return null;
        var when = ConditionReader.ReadBecomes(section, allowFrom: false);
        section.Close();
        return when;
    }

    private static Guests? ReadGuests(Element element)
    {
        if (element.Section() is not { } section)
            return null;
        var table = section.Required("table", Names.Table, "table: dbo.Orders");
        var whenNull = section.Required("when_null", Names.Column, "when_null: CustomerId");
        var email = section.Required("email", Names.Column, "email: GuestEmail");
        section.Close();
        return table is null || whenNull is null || email is null ? null : new Guests(table, whenNull, email, element.KeyAt);
    }
}
