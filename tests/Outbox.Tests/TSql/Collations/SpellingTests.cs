using System.Text.RegularExpressions;

namespace Outbox.Tests.TSql.Collations;

/// <summary>
/// Where the collation is case-sensitive, a name in another case is another name: what C# hands to the server is spelled as
/// the scripts declare it, in the product and in the tests that are to run on such a database.
/// </summary>
public sealed partial class SpellingTests
{
    [Fact]
    public void Procedures_are_called_with_the_parameters_that_they_declare()
    {
        var declared = Installation.All[0].Objects;
        var calls = Directory.EnumerateFiles(Repository.PathOf("src", "Outbox.Stores", "SqlServer"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Call().Matches(File.ReadAllText(file)))
            .Where(call => declared.Procedures.ContainsKey("outbox." + call.Groups["name"].Value))
            .ToList();
        Assert.True(calls.Count >= 15, $"{calls.Count} calls were found.");
        Assert.All(calls, call =>
        {
            var name = "outbox." + call.Groups["name"].Value;
            Assert.Equal(declared.Declared(name), name);
            Assert.All(Members(call.Groups["members"].Value), member => Assert.Contains("@" + member, declared.Procedures[name]));
        });
    }

    [Theory]
    [InlineData("{ options.RetentionDays, Execute = options.Execute ? \"Y\" : \"N\", Rows = Of(a, b) }", "RetentionDays Execute Rows")]
    [InlineData("{ limit }", "limit")]
    public void Members_of_an_object_are_told(string members, string names) => Assert.Equal(names.Split(' '), Members(members.Trim('{', '}')));

    [Fact]
    public void The_tests_spell_the_names_of_their_shops_as_they_are_declared()
    {
        var contract = new Script("the contract suite's shop", Repository.Read("tests", "Outbox.Contract.Tests", "Shop", "sqlserver.sql"));
        Holds(Installation.Beside(contract), CodeTexts.In(Repository.PathOf("tests", "Outbox.Contract.Tests")));
        Holds(Installation.All.First(i => i.Scripts == Scripts.Sample), CodeTexts.In(Repository.PathOf("tests", "Outbox.EndToEnd.Tests")));
    }

    private static void Holds(Installation shop, IReadOnlyList<Script> scripts)
    {
        var looked = scripts.Select(s => (s.Name, Faults: shop.Check(s))).ToList();

        // A text with holes for names, or one of SQLite's, cannot be told whole: that some can, and many, shows that this sees.
        Assert.True(looked.Count(s => s.Faults.Count == 0) > scripts.Count / 3, $"{looked.Count(s => s.Faults.Count == 0)} of {scripts.Count} are understood.");
        var wrong = looked.SelectMany(s => s.Faults).Where(f => f.Fault == Fault.Spelling).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string> Members(string members)
    {
        var depth = 0;
        var parts = new List<string> { "" };
        foreach (var c in members)
        {
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (c == ',' && depth == 0)
            {
                parts.Add("");
            }
            else
            {
                parts[^1] += c;
            }
        }

        return parts.Select(p => p.Contains('=', StringComparison.Ordinal) ? p[..p.IndexOf('=', StringComparison.Ordinal)] : p.Split('.')[^1]).Select(p => p.Trim()).Where(p => p.Length > 0);
    }

    [GeneratedRegex("\"(?:outbox\\.)?(?<name>\\w+)\",\\s*new(?:\\(\\))?\\s*\\{(?<members>(?:[^{}]|\\{[^{}]*\\})*)\\}")]
    private static partial Regex Call();
}
