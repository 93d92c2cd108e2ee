using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Draft;

/// <summary>Attributes of people: what segments and messages need, and nothing else of a person.</summary>
internal static class PeopleDraft
{
    private static readonly (string[] Joined, string Attribute)[] Texts =
    [
        (["firstname", "givenname", "forename"], "first_name"),
        (["lastname", "surname", "familyname"], "last_name"),
        (["fullname", "displayname", "name", "customername", "contactname"], "contact_name"),
        (["companyname", "company", "organisation", "organization"], "company_name"),
        (["city", "town"], "city"),
        (["country", "countrycode", "countryname"], "country"),
        (["language", "languagecode", "locale", "preferredlanguage"], "language"),
        (["timezone"], "timezone"),
    ];

    private static readonly string[] Levels = ["tier", "level", "plan", "status", "segment", "type", "kind"];

    /// <summary>The attributes and, by name, the columns that were left out.</summary>
    public static (IReadOnlyList<DraftedProperty> Attributes, IReadOnlyList<string> LeftOut) Of(ShopGuess guess, List<Guess> why)
    {
        var people = guess.People;
        var attributes = new Dictionary<string, DraftedProperty>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { guess.Key.Name };
        foreach (var column in people.Columns.Where(c => c.Obstacle is null && !taken.Contains(c.Name)))
        {
            if (Attribute(guess, column, why) is { } attribute && attributes.TryAdd(attribute.Name, attribute))
            {
                taken.Add(column.Name);
            }
        }

        if (!attributes.ContainsKey("email"))
        {
            why.Add(new Guess("email", "", "no column looks like an e-mail address: without the attribute email nobody can be mailed"));
        }

        return ([.. attributes.Values], [.. people.Columns.Select(c => c.Name).Where(c => !taken.Contains(c))]);
    }

    private static DraftedProperty? Attribute(ShopGuess guess, CatalogColumn column, List<Guess> why)
    {
        var name = YamlText.Scalar(column.Name);
        if (Columns.IsEmail(column))
        {
            return new DraftedProperty("email", YamlText.Map(("column", name), ("as", "email")));
        }

        if (Columns.IsPhone(column))
        {
            return Phone(guess, column, name, why);
        }

        if (Columns.IsTime(column) && Names.Has(column.Name, "created", "registered", "joined", "signup", "signed"))
        {
            return new DraftedProperty("created_at", YamlText.Map(("column", name), ("as", "timestamp"), ("zone", Zone(column))));
        }

        var snake = SnakeCase.Of(column.Name);
        if (Columns.IsFlag(column) && Names.Has(column.Name, "opt", "optin", "newsletter", "consent", "subscribed", "marketing"))
        {
            return new DraftedProperty(snake, YamlText.Map(("column", name), ("as", "boolean")));
        }

        if (column.Kind == ColumnKind.Integer && Names.Has(column.Name, "points"))
        {
            return new DraftedProperty(snake, name);
        }

        if (Columns.IsOpenText(column) && SnakeCase.Words(column.Name) is [.., var last] && Levels.Contains(last) && column.MaxLength is <= 60)
        {
            var row = Names.RowOf(guess.People);
            return new DraftedProperty(snake.StartsWith(row, StringComparison.Ordinal) ? snake : $"{row}_{snake}", name);
        }

        var text = Texts.FirstOrDefault(t => Columns.IsOpenText(column) && Names.Is(column.Name, t.Joined));
        return text.Attribute is null ? null : new DraftedProperty(text.Attribute, name);
    }

    private static DraftedProperty? Phone(ShopGuess guess, CatalogColumn column, string name, List<Guess> why)
    {
        var region = guess.Answers.Region ?? guess.People.Columns.FirstOrDefault(Columns.IsRegion)?.Name;
        if (region is null)
        {
            why.Add(new Guess("phone", "", $"{column.Name} left out: numbers without + need a region; --phone-region US says it"));
            return null;
        }

        why.Add(new Guess("phone", column.Name, $"numbers without + are read as of {region}"));
        return new DraftedProperty("phone", YamlText.Map(("column", name), ("as", "phone"), ("region", YamlText.Scalar(region))));
    }

    /// <summary>The zone that the column's name tells; null for the mapping's.</summary>
    public static string? Zone(CatalogColumn column) =>
        column.Kind != ColumnKind.DateTimeOffset && Columns.SaysUtc(column.Name) ? "UTC" : null;
}
