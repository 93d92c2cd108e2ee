using System.Text.RegularExpressions;

namespace Outbox.Tests.TSql;

/// <summary>A function of T-SQL and its twin in the SQL CLR assembly stand side by side under names that tell them apart.</summary>
public sealed partial class TwinTests
{
    private static readonly string Clr = Scripts.Deployment.Single(s => s.Name.EndsWith("CreateClr.sql", StringComparison.Ordinal)).Text;

    /// <summary>The functions for look-ups. What reads the catalog is T-SQL alone.</summary>
    private static readonly IReadOnlyList<Script> Twins =
        [.. Scripts.Product.Where(s => s.Name.Contains("/functions/", StringComparison.Ordinal) && !s.Name.EndsWith("/CaptureStates.sql", StringComparison.Ordinal))];

    private static readonly string[] Functions = [.. Twins.Select(s => Path.GetFileNameWithoutExtension(s.Name))];

    [Fact]
    public void Each_function_has_its_twin_with_the_same_parameters_and_the_same_result()
    {
        Assert.Equal(5, Functions.Length);
        var twins = Signature().Matches(Clr).ToDictionary(m => m.Groups["name"].Value, Of);
        foreach (var script in Twins)
        {
            var own = Signature().Match(script.Text);
            Assert.Equal(Of(own), twins[own.Groups["name"].Value + "_Clr"]);
        }

        // The columns of a SQL CLR table function take no NULL and no COLLATE: its grammar has none.
        static string Of(Match signature) => Space().Replace($"{signature.Groups["parameters"].Value} -> {signature.Groups["result"].Value}", " ")
            .Replace("( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal)
            .Replace(" NULL", "", StringComparison.Ordinal)
            .Replace(" COLLATE Latin1_General_100_BIN2", "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_created_is_dropped()
    {
        var drop = Scripts.Deployment.Single(s => s.Name.EndsWith("DropClr.sql", StringComparison.Ordinal)).Text;
        Assert.All(Functions, name => Assert.Contains($"DROP FUNCTION IF EXISTS outbox.{name}_Clr;", drop, StringComparison.Ordinal));
        Assert.Contains("DROP ASSEMBLY IF EXISTS [Outbox.Clr];", drop, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_look_up_calls_the_assembly_and_it_goes_on_without()
    {
        var calling = Scripts.Product.Where(s => s.Name.Contains("/programmable/", StringComparison.Ordinal) && Call().IsMatch(s.Text)).ToList();
        Assert.EndsWith("FindEvent.sql", Assert.Single(calling).Name, StringComparison.Ordinal);
        Assert.All(Scripts.OfSample.Concat(Scripts.OfEverything), s => Assert.DoesNotContain("_Clr", s.Text, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^CREATE (OR ALTER )?FUNCTION outbox\.(?<name>\w+) \((?<parameters>.*)\)\nRETURNS (@Decoded )?(?<result>TABLE\s*\([^;]*?\n?\)(?=\n)|[^\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Signature();

    [GeneratedRegex(@"\b(EXEC|SELECT|UPDATE|SET)\b[^;\n]*_Clr\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
