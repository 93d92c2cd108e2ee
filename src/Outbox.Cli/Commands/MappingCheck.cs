using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;
using Outbox.Stores;

namespace Outbox.Cli.Commands;

/// <summary>Everything that can be said of a mapping, with or without its database.</summary>
internal static class MappingCheck
{
    /// <summary>Reads and checks; the database only where the mapping itself has no errors.</summary>
    /// <param name="text">The mapping's text.</param>
    /// <param name="installer">The database; null to leave it out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="withData">Whether people are looked at as well: all rows are read.</param>
    /// <returns>The mapping, null where it cannot be read, with all findings in the order of the file.</returns>
    public static async Task<(CheckedMapping? Mapping, IReadOnlyList<Finding> Findings)> RunAsync(
        string text, IOutboxInstaller? installer, CancellationToken cancellationToken, bool withData = false)
    {
        var read = MappingReader.Read(text);
        var findings = new List<Finding>(read.Findings);
        if (read.Document is null)
        {
            return (null, findings);
        }

        findings.AddRange(MappingLint.Check(read.Document));
        DatabaseCatalog? catalog = null;
        if (installer is not null && findings.All(f => f.Severity != Severity.Error))
        {
            catalog = await installer.ReadCatalogAsync(cancellationToken);
            findings.AddRange(DatabaseLint.Check(read.Document, catalog));
            if (withData && findings.All(f => f.Severity != Severity.Error))
            {
                findings.AddRange(await installer.CheckPeopleAsync(read.Document, catalog, cancellationToken));
            }
        }

        return (
            new CheckedMapping(read.Document, catalog),
            [.. findings.OrderBy(f => f.At.Line).ThenBy(f => f.At.Column)]);
    }
}

/// <summary>A mapping that was read, and the catalog it was checked against.</summary>
/// <param name="Document">The mapping.</param>
/// <param name="Catalog">Null where no database was asked.</param>
internal sealed record CheckedMapping(MappingDocument Document, DatabaseCatalog? Catalog);
