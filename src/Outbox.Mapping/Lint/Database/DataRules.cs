using System.Globalization;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>What the shop's rows are found to hold, where somebody has counted them.</summary>
public static class DataRules
{
    /// <summary>People who share an e-mail address; null where none do.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="addresses">Addresses that several people have.</param>
    /// <param name="people">How many people have them.</param>
    public static Finding? EmailsAreOnesOwn(MappingDocument mapping, long addresses, long people) =>
        addresses == 0 || mapping.People.Attributes.FirstOrDefault(a => a.Name == "email") is not { } email
            ? null
            : Finding.Warning(
                DatabaseLintCodes.SharedEmail, email.At, "people.attributes.email",
                string.Create(CultureInfo.InvariantCulture, $"{people:N0} people of {mapping.People.Table.Name} share {addresses:N0} e-mail address{(addresses == 1 ? "" : "es")}; Customer.io takes an address for one person, and the last id for its own."),
                "Merge these people in the shop, leave them out with `where`, or keep the address under another name than email.");
}
