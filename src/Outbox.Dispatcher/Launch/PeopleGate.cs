using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Dispatcher.Launch;

/// <summary>What the launch gate demands of people. Pure.</summary>
internal static class PeopleGate
{
    private static readonly string[] PhoneWords = ["phone", "mobile", "msisdn"];

    /// <summary>One stable id a person, for good.</summary>
    public static GateItem Id(People people, DatabaseCatalog catalog)
    {
        const string name = "Stable profile id";
        var told = $"{people.Prefix}{{{people.Table.Name}.{people.Id.Name}}}";
        if (catalog.Find(people.Table.Name) is not { } table || table.Find(people.Id.Name) is not { } column)
        {
            return GateItem.Fail(name, $"{told}: the column is not there", "Mend the mapping; outbox lint tells what it misses.");
        }

        if (IsAddress(people.Id.Name))
        {
            return GateItem.Fail(name, $"{told}: an e-mail or a phone changes", "Take the people table's stable key (OBX124).");
        }

        if (!table.IsUnique([column.Name]))
        {
            return GateItem.Fail(name, $"{told}: no key or unique index holds it", "Take the people table's key (OBX158).");
        }

        return column.IsNullable && !table.PrimaryKey.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
            ? GateItem.Fail(name, $"{told}: the column takes NULL", "Make it NOT NULL: a person without a key is never sent.")
            : GateItem.Pass(name, $"{told}: {column.DeclaredType}, unique, not null, neither e-mail nor phone");
    }

    /// <summary>E-mail and phone are attributes.</summary>
    public static GateItem Contact(People people, DatabaseCatalog catalog)
    {
        const string name = "E-mail and phone as attributes";
        var email = people.Attributes.FirstOrDefault(a => a.Name == "email");
        var phone = people.Attributes.FirstOrDefault(a => a.Name == "phone");
        if (email is null)
        {
            return GateItem.Fail(name, "no attribute is named email", "Map it: attributes: { email: Email }.");
        }

        if (phone is not null)
        {
            return phone is ColumnProperty { Conversion.Kind: not ConversionKind.Phone }
                ? GateItem.Fail(name, "phone is not sent as E.164", "Write phone: { column: …, as: phone, region: US }.")
                : GateItem.Pass(name, "email and phone (E.164) are attributes; neither is an id");
        }

        var column = catalog.Find(people.Table.Name)?.Columns.FirstOrDefault(c =>
            PhoneWords.Any(word => c.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));
        return column is null
            ? GateItem.Pass(name, $"email is an attribute; {people.Table.Name} has no column that looks like a phone")
            : GateItem.Fail(
                name, $"email is an attribute; {people.Table.Name}.{column.Name} is not sent",
                $"Map it: phone: {{ column: {column.Name}, as: phone, region: US }}.");
    }

    /// <summary>What the workspace must allow; the Track API does not tell its settings.</summary>
    public static IEnumerable<GateItem> Workspace(People people)
    {
        const string place = "Customer.io: Settings, Workspace Settings, General Workspace Settings";
        if (people.Attributes.Any(attribute => attribute.Name is "email") || people.View is not null)
        {
            yield return GateItem.Unseen(
                "Workspace allows changed e-mails",
                "a changed e-mail is sent for the person's id; without \"Allow updates to email using ID\" Customer.io answers 200 and ignores it",
                $"Switch \"Allow updates to email using ID\" on ({place}).");
        }

        if (people.Attributes.Any(attribute => attribute.Name is "phone"))
        {
            yield return GateItem.Unseen(
                "Phone as an identifier",
                people.PhoneIdentifies
                    ? "people.phone_identifies is true: of two people with one phone the second goes without it"
                    : "people.phone_identifies is false: where the workspace has the phone as an identifier, an identify with somebody's phone is ignored",
                $"Look whether the workspace has it ({place}), and set people.phone_identifies to the same.");
        }

        yield return GateItem.Unseen(
            "Workspace allows merges",
            "guests who become customers and changed keys are merged; without \"Reference people by cio_id\" Customer.io answers 200 and ignores it",
            $"Switch \"Reference people by cio_id\" on ({place}).");
    }

    private static bool IsAddress(string column) =>
        PhoneWords.Append("email").Append("e_mail").Any(word => column.Contains(word, StringComparison.OrdinalIgnoreCase));
}
