using System.Reflection;
using System.Text.RegularExpressions;

namespace Outbox.Contract.Tests.Behaviour.Rights;

/// <summary>What the dispatcher's role may do, read in the script that a DBA reviews.</summary>
public sealed partial class GrantsText
{
    private static readonly string Grants = Text("Grants.sql");

    [Fact]
    public void The_dispatcher_executes_and_nothing_else()
    {
        var granted = Grant().Matches(Grants).Where(g => g.Groups["role"].Value == "outbox_dispatcher").ToList();
        Assert.NotEmpty(granted);
        Assert.All(granted, g => Assert.Equal("EXECUTE", g.Groups["right"].Value));
        Assert.All(granted, g => Assert.StartsWith("outbox.", g.Groups["on"].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_dispatcher_may_use_every_table_type() => Assert.Equal(
        Type().Matches(Migrations).Select(t => t.Groups["name"].Value).Except(Dropped().Matches(Migrations).Select(t => t.Groups["name"].Value)).Order(),
        Grant().Matches(Grants)
            .Where(g => g.Groups["role"].Value == "outbox_dispatcher" && g.Groups["class"].Value == "TYPE")
            .Select(g => g.Groups["on"].Value)
            .Order());

    [Fact]
    public void Nobody_gets_a_right_on_a_table_of_the_outbox()
    {
        var tables = Table().Matches(Migrations).Select(t => t.Groups["name"].Value).ToHashSet();
        Assert.NotEmpty(tables);
        Assert.All(Grant().Matches(Grants), g => Assert.DoesNotContain(g.Groups["on"].Value, tables));
    }

    private static string Migrations => string.Concat(Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith("migrations/", StringComparison.Ordinal))
        .Select(Text));

    private static string Text(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^GRANT (?<right>[A-Z, ]+?)\s+ON (?<class>OBJECT|TYPE|SCHEMA|DATABASE)::(?<on>\S+)\s+TO (?<role>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Grant();

    [GeneratedRegex(@"^CREATE TYPE (?<name>\S+) AS TABLE", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Type();

    [GeneratedRegex(@"^DROP TYPE (IF EXISTS )?(?<name>[^\s;]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Dropped();

    [GeneratedRegex(@"^CREATE TABLE (?<name>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Table();
}
