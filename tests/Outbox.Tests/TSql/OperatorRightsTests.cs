using System.Text.RegularExpressions;
using Outbox.Stores.SqlServer;

namespace Outbox.Tests.TSql;

/// <summary>An operator may read whatever <c>outbox doctor</c> reads, by what the grants say.</summary>
public sealed partial class OperatorRightsTests
{
    private static readonly string[] Statements = ["Examine", "ReadSettings", "ReadServer", "ReadClr", "ReadClrAssembly", "ReadClrTrust", "ReadReplicas"];

    [Fact]
    public void Whatever_the_doctor_reads_is_granted_to_operators()
    {
        var granted = Grant().Matches(SqlServerTexts.Programmable.Single(p => p.Name == "Grants").Text).Select(g => g.Groups["on"].Value).ToHashSet();
        var read = Read().Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Contains("Health", read);
        Assert.Contains("ReadDeployment", read);
        Assert.Contains("ReadMapping", read);
        Assert.Contains("CountFacts", read);
        Assert.DoesNotContain(read, name => !granted.Contains(name));
    }

    [Fact]
    public void Operators_and_auditors_see_the_definitions_of_the_outbox_and_of_nothing_else()
    {
        var grants = SqlServerTexts.Programmable.Single(p => p.Name == "Grants").Text;
        Assert.Equal(
            ["GRANT VIEW DEFINITION ON SCHEMA::outbox TO outbox_operator;", "GRANT VIEW DEFINITION ON SCHEMA::outbox TO outbox_auditor;", "GRANT VIEW DEFINITION TO outbox_catalog;"],
            grants.Split('\n').Where(line => line.StartsWith("GRANT VIEW DEFINITION", StringComparison.Ordinal)));
    }

    /// <summary>What the examiner's statements name, the procedures of the reader, and those of the store that the doctor calls.</summary>
    private static IEnumerable<string> Read() =>
    [
        .. Statements.SelectMany(name => Named().Matches(SqlServerTexts.Deploy(name)).Select(m => m.Groups["name"].Value)),
        .. Called().Matches(Repository.Read("src", "Outbox.Stores", "SqlServer", "SqlServerReader.cs")).Select(m => m.Groups["name"].Value),
        .. Directory.EnumerateFiles(Repository.PathOf("src/Outbox.Dispatcher/Doctor"), "*.cs")
            .SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)),
        "ReadDeployment",
    ];

    [GeneratedRegex(@"^GRANT (EXECUTE|SELECT) +ON OBJECT::outbox\.(?<on>\w+) +TO outbox_operator;", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Grant();

    [GeneratedRegex(@"\b(FROM|JOIN|EXEC) outbox\.(?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"Procedure\(\s*""(?<name>\w+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Called();

    [GeneratedRegex(@"\bstore\.(?<name>\w+)Async\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();
}
