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
    private const string Attribute = "email";

    /// <summary>The source; null where people have no e-mail.</summary>
    public static EmailSource? Of(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        return people.Attributes.FirstOrDefault(property => property.Name == Attribute) switch
        {
            ColumnProperty own => new EmailSource(own.At, own.Column.Name, null, []),
            LookupProperty lookup => new EmailSource(lookup.At, lookup.Lookup.Column.Name, lookup.Lookup.Table, lookup.Lookup.On),
            _ => people.View is { } view && plan.Table(view.View.Name).Find(Attribute) is { } column
                ? new EmailSource(view.View.At, column.Name, view.View, view.On)
                : null,
        };
    }
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
    /// <summary>The most that is told of each.</summary>
    public const int Most = 20;

    /// <summary>The reads of an engine.</summary>
    public static PeopleChecks Of(CapturePlan plan)
    {
        var email = EmailSource.Of(plan);
        var view = plan.Mapping.People.View;
        var isSqlite = plan.Catalog.Engine == Engine.Sqlite;
        return new PeopleChecks(
            email?.At,
            email is null ? null : isSqlite ? Sqlite.SqlitePeopleChecks.SharedEmails(plan, email) : TSql.TSqlPeopleChecks.SharedEmails(plan, email),
            view?.View.At,
            view is null ? null : isSqlite ? Sqlite.SqlitePeopleChecks.ViewRows(plan, view) : TSql.TSqlPeopleChecks.ViewRows(plan, view));
    }
}
