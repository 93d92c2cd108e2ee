using Outbox.Core.Errors;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Codes;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Yaml;

namespace Outbox.Mapping.Draft;

/// <summary>A first mapping.</summary>
/// <param name="Text">The file's text.</param>
/// <param name="Guesses">What was guessed or left out, and why.</param>
/// <param name="Findings">What lint says of it, also against the tables; errors only where nothing more could be left out.</param>
public sealed record DraftResult(string Text, IReadOnlyList<Guess> Guesses, IReadOnlyList<Finding> Findings)
{
    /// <summary>The first event; null where the mapping has none.</summary>
    public string? FirstEvent { get; init; }
}

/// <summary>Writes a first mapping of a shop. Pure.</summary>
public static class Drafter
{
    private const string DefaultCurrency = "USD";
    private const int MostPrunings = 200;

    /// <summary>Writes it. What lint would refuse is left out.</summary>
    /// <param name="guess">Which tables are what.</param>
    /// <param name="statuses">The words that stand in <see cref="ShopGuess.Status"/> now.</param>
    /// <param name="database">The database's name, for the namespace of the ids.</param>
    /// <param name="localZone">The IANA zone of this machine.</param>
    /// <exception cref="OutboxException">OBX197: an answer is no zone, currency or region.</exception>
    public static DraftResult Write(ShopGuess guess, IReadOnlyList<string> statuses, string database, string localZone)
    {
        CheckCodes(guess.Answers);
        var why = new List<Guess>(guess.Why);
        var draft = Compose(guess, statuses, database, localZone, why);
        for (var i = 0; i < MostPrunings; i++)
        {
            var text = DraftYaml.Write(draft);
            var findings = Check(text, guess.Catalog);
            var error = findings.FirstOrDefault(f => f.Severity == Severity.Error);
            if (error is null || draft.Without(error.Path) is not { } rest)
            {
                return new DraftResult(text, why, findings) { FirstEvent = draft.Events.Count > 0 ? draft.Events[0].Name : null };
            }

            why.Add(new Guess(error.Path, "", $"left out: {error.Code}: {error.Message}"));
            draft = rest;
        }

        throw new InvalidOperationException("A draft that cannot be mended has that many parts.");
    }

    private static DraftedMapping Compose(ShopGuess guess, IReadOnlyList<string> statuses, string database, string localZone, List<Guess> why)
    {
        var people = guess.People;
        var zone = guess.Answers.TimeZone ?? localZone;
        var zoneWhy = guess.Answers.TimeZone is null ? "of this machine: which clock do the shop's times without an offset show?" : "as given";
        why.Add(new Guess("time zone", zone, guess.Answers.TimeZone is null ? "this machine's; --time-zone says another" : "as given"));
        var source = guess.Answers.Source ?? SourceOf(database);
        why.Add(new Guess("source", source, guess.Answers.Source is null ? "the database's name" : "as given"));
        var (attributes, leftOut) = PeopleDraft.Of(guess, why);
        why.Add(new Guess(
            "attributes", string.Join(", ", attributes.Select(a => a.Name)), leftOut.Count == 0 ? "every column" : "what segments and messages need; the other columns are listed in the file"));
        var isNumber = guess.Key.Kind == ColumnKind.Integer;
        return new DraftedMapping
        {
            Source = source,
            TimeZone = zone,
            TimeZoneWhy = zoneWhy,
            PeopleTable = YamlText.Scalar(people.Name.ToString()),
            PeopleWhy = guess.Why.First(g => g.What == "people").Why,
            PeopleId = isNumber
                ? YamlText.Map(("column", YamlText.Scalar(guess.Key.Name)), ("prefix", Names.RowOf(people) + "_"))
                : YamlText.Scalar(guess.Key.Name),
            Where = people.Columns.FirstOrDefault(c => c.Kind is ColumnKind.Boolean or ColumnKind.Integer && Names.Is(c.Name, "istest", "istestaccount", "istestcustomer", "testaccount")) is { } test
                ? YamlText.Map((YamlText.Scalar(test.Name), "0"))
                : null,
            Attributes = attributes,
            LeftOut = leftOut,
            Deleted = Deleted(people),
            Guests = Guests(guess, why),
            Events = guess.Orders is null ? [] : new OrderDraft(guess, guess.Answers.Currency ?? DefaultCurrency, statuses, why).Write(),
        };
    }

    private static string? Deleted(CatalogTable people)
    {
        var time = people.Columns.FirstOrDefault(c => Columns.IsTime(c) && c.IsNullable && Names.Has(c.Name, "deleted", "erased", "removed", "anonymized", "anonymised"));
        var flag = people.Columns.FirstOrDefault(c => Columns.IsFlag(c) && Names.Is(c.Name, "isdeleted", "deleted", "iserased", "isremoved"));
        return (time, flag) switch
        {
            ({ } column, _) => YamlText.Map(("when", YamlText.Map(("column", YamlText.Scalar(column.Name)), ("becomes", "not_null"))), ("then", "ignore")),
            (_, { } column) => YamlText.Map(("when", YamlText.Map(("column", YamlText.Scalar(column.Name)), ("becomes", "true"))), ("then", "ignore")),
            _ => null,
        };
    }

    private static string? Guests(ShopGuess guess, List<Guess> why)
    {
        if (guess.Person is not { IsNullable: true } person || guess.Orders!.Columns.FirstOrDefault(Columns.IsEmail) is not { } email)
        {
            return null;
        }

        why.Add(new Guess("guests", $"{guess.Orders.Name}.{email.Name}", $"where {person.Name} is NULL, this tells who it is"));
        return YamlText.Map(
            ("table", YamlText.Scalar(guess.Orders.Name.ToString())), ("when_null", YamlText.Scalar(person.Name)), ("email", YamlText.Scalar(email.Name)));
    }

    private static IReadOnlyList<Finding> Check(string text, DatabaseCatalog catalog)
    {
        var read = MappingReader.Read(text);
        if (read.Document is null)
        {
            return read.Findings;
        }

        var findings = MappingLint.Check(read.Document);
        return findings.Any(f => f.Severity == Severity.Error) ? findings : [.. findings, .. DatabaseLint.Check(read.Document, catalog)];
    }

    private static string SourceOf(string database)
    {
        var name = string.Concat(database.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '-')).Trim('-', '_');
        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name : $"shop-{name}".TrimEnd('-');
    }

    private static void CheckCodes(DraftAnswers answers)
    {
        Check(answers.TimeZone, Zone.IsKnown, () => Zone.Ids, "time zone of the IANA database", "--time-zone", "Europe/Berlin");
        Check(answers.Currency, Currency.IsKnown, () => Currency.Codes, "ISO 4217 currency", "--currency", "USD");
        Check(answers.Region, Region.IsKnown, () => Region.Codes, "ISO 3166 region", "--region", "US");

        static void Check(string? answer, Func<string, bool> isKnown, Func<IEnumerable<string>> all, string what, string option, string example)
        {
            if (answer is not null && !isKnown(answer))
            {
                throw new OutboxException(
                    DraftErrors.UnknownName, $"'{answer}' is no {what}.", option, NearestName.Mend(answer, all(), $"Write one such as {example}."));
            }
        }
    }
}
