using System.Data.Common;
using Dapper;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Stores;

/// <summary>Runs the reads of <see cref="PeopleChecks"/>.</summary>
internal static class PeopleCheck
{
    /// <summary>The findings; none where all is well.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        DbConnection connection, MappingDocument mapping, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        var checks = PeopleChecks.Of(mapping, catalog);
        var findings = new List<Finding>();
        if (checks is { SharedEmails: { } emails, Email: { } emailAt })
        {
            var shared = await connection.QueryAsync<(string First, string Last, long People)>(Command(emails));
            findings.AddRange(PeopleFindings.Of([.. shared.Select(s => new SharedEmail(s.First, s.Last, s.People))], emailAt));
        }

        if (checks is { ViewRows: { } rows, View: { } viewAt })
        {
            var several = await connection.QueryAsync<(string PersonKey, long Rows)>(Command(rows));
            findings.AddRange(PeopleFindings.Of([.. several.Select(s => new SeveralRows(s.PersonKey, s.Rows))], viewAt));
        }

        return findings;

        // A shop's table of people can be large.
        CommandDefinition Command(string sql) => new(sql, commandTimeout: 600, cancellationToken: cancellationToken);
    }
}
