using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>Where the mapping takes a person's e-mail from.</summary>
/// <param name="At">The place in the file.</param>
/// <param name="Column">The column.</param>
/// <param name="Other">The looked-up table or the view; null for the people table itself.</param>
/// <param name="On">What must match there.</param>
internal sealed record EmailSource(Position At, string Column, TableReference? Other, IReadOnlyList<Join> On)
{
    /// <summary>The attribute that Customer.io takes for the address.</summary>
    public const string Attribute = "email";

    /// <summary>The source; null where people have no e-mail.</summary>
    public static EmailSource? Of(People people, DatabaseCatalog catalog) =>
        people.Attributes.FirstOrDefault(property => property.Name == Attribute) switch
        {
            ColumnProperty own => new EmailSource(own.At, own.Column.Name, null, []),
            LookupProperty lookup => new EmailSource(lookup.At, lookup.Lookup.Column.Name, lookup.Lookup.Table, lookup.Lookup.On),
            _ => people.View is { } view && CapturePlan.Table(catalog, view.View.Name).Find(Attribute) is { } column
                ? new EmailSource(view.View.At, column.Name, view.View, view.On)
                : null,
        };
}

/// <summary>Reads that look for what no catalog tells: people who share what must be one person's.</summary>
/// <param name="Email">Where the mapping names the e-mail; null where people have none.</param>
/// <param name="SharedEmails">
/// Columns <c>First, Last, People</c>: keys of two people with one e-mail, and how many have it; the most shared first. Null
/// where people have no e-mail.
/// </param>
/// <param name="View">Where the mapping names the people view; null where there is none.</param>
/// <param name="ViewRows">Columns <c>PersonKey, Rows</c>: people of whom the view has several rows. Null where there is no view.</param>
public sealed record PeopleChecks(Position? Email, string? SharedEmails, Position? View, string? ViewRows)
{
    /// <summary>The most that lint tells of each.</summary>
    internal const int Most = 20;

    /// <summary>The reads of an engine.</summary>
    public static PeopleChecks Of(MappingDocument mapping, DatabaseCatalog catalog)
    {
        var people = mapping.People;
        var email = EmailSource.Of(people, catalog);
        return new PeopleChecks(
            email?.At,
            email is null ? null : WriteSharedEmails(people, catalog, email, Most),
            people.View?.View.At,
            people.View is not { } view
                ? null
                : catalog.Engine == Engine.Sqlite ? SqlitePeopleChecks.ViewRows(people, catalog, view) : TSqlPeopleChecks.ViewRows(people, catalog, view));
    }

    /// <summary>People who share an e-mail, where it is a column of their own table: whatever else of the mapping does not fit.</summary>
    /// <param name="people">The mapping's people.</param>
    /// <param name="catalog">The tables as they are.</param>
    /// <param name="most">The most that is told.</param>
    /// <returns>The read, with the columns of <see cref="SharedEmails"/>; null where no column that can be read is the e-mail.</returns>
    public static string? OfOwnEmail(People people, DatabaseCatalog catalog, int most)
    {
        if (people.Attributes.OfType<ColumnProperty>().FirstOrDefault(p => p.Name == EmailSource.Attribute) is not { } email
            || catalog.Find(people.Table.Name) is not { } table
            || table.Find(email.Column.Name) is not { Obstacle: null }
            || table.Find(people.Id.Name) is null)
        {
            return null;
        }

        return WriteSharedEmails(people, catalog, new EmailSource(email.At, email.Column.Name, null, []), most);
    }

    private static string WriteSharedEmails(People people, DatabaseCatalog catalog, EmailSource email, int most) =>
        catalog.Engine == Engine.Sqlite
            ? SqlitePeopleChecks.SharedEmails(people, catalog, email, most)
            : TSqlPeopleChecks.SharedEmails(people, catalog, email, most);
}
