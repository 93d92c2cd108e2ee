using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Stores;

namespace Outbox.Dispatcher.Doctor;

/// <summary>The stored mapping against the tables as they are, and the database against what this version would make of it.</summary>
internal sealed class MappingExam(IOutboxInstaller installer, ExamLog log)
{
    /// <summary>Looks.</summary>
    public async Task LookAsync(MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        var errors = DatabaseLint.Check(mapping, catalog).Where(f => f.Severity == Severity.Error).ToList();
        foreach (var error in errors)
        {
            log.Add(DoctorFinding.Of(DoctorCodes.MappingUnfit, $"{error.Code} {error.Path}", $"line {error.At.Line} of the mapping: {error.Message}", error.Mend));
        }

        if (errors.Count > 0)
        {
            // What migrate would make of it is not worth telling.
            return;
        }

        await log.TryAsync("what outbox migrate would do", async () =>
        {
            var plan = await installer.PlanAsync(mapping, text, catalog, cancellationToken);
            if (plan.MappingChanged)
            {
                log.Add(DoctorFinding.Of(DoctorCodes.TablesChanged, "the mapped tables", "columns, keys or types are not those that migrate saw"));
            }

            // What is missing, disabled or changed by hand was told before.
            var rest = plan.Migrations
                .Concat(plan.Created).Concat(plan.Replaced).Concat(plan.Dropped)
                .Where(name => !plan.Drifted.Contains(name) && !log.Names(name))
                .ToList();
            if (rest.Count > 0 && (!plan.MappingChanged || plan.Migrations.Count > 0))
            {
                log.Add(DoctorFinding.Of(DoctorCodes.MigrationOutstanding, "outbox migrate", Listed(rest)));
            }
        });
    }

    private static string Listed(List<string> names) =>
        string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");
}
