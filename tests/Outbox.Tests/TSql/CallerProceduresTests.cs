using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql;

/// <summary>
/// What apps call runs in their sessions, whatever these have set, and in their transactions: each procedure has the same
/// beginning, takes text as long as it comes, and refuses what is too long instead of cutting it.
/// </summary>
public sealed partial class CallerProceduresTests
{
    private const string Prologue =
        """
        AS
        -- What an insert beside a filtered index needs, whatever the session has. All of it reverts at the end.
        SET NOCOUNT ON;
        SET ROWCOUNT 0;   -- a sequence is refused under it
        SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
        SET NUMERIC_ROUNDABORT OFF;
        SET XACT_ABORT OFF;

        IF @Help = 1
        """;

    /// <summary>A longer argument is cut by the server before the procedure sees it: as many as a text takes that is not max.</summary>
    private static readonly string[] WholeTexts = ["nvarchar(4000)", "nvarchar(max)"];

    public static TheoryData<string> Procedures => [.. Scripts.Product
        .Single(script => script.Name.EndsWith("/Grants.sql", StringComparison.Ordinal)).Text.Split('\n')
        .Select(line => Grant().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)
        .Append("ForgetPerson")
        .Distinct().Order()];

    [Fact]
    public void There_are_procedures_that_apps_call() => Assert.True(Procedures.Count >= 6);

    [Theory]
    [MemberData(nameof(Procedures))]
    public void It_begins_as_its_siblings_do(string name) => Assert.Contains(Prologue.ReplaceLineEndings("\n"), Read(name), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Procedures))]
    public void It_takes_each_text_whole(string name)
    {
        Assert.All(
            Parameters(name).Where(p => p.Modifier != ParameterModifier.Output && TypeOf(p).Contains("char", StringComparison.OrdinalIgnoreCase) && p.VariableName.Value != "@Execute"),
            parameter => Assert.Contains(TypeOf(parameter), WholeTexts));
    }

    [Theory]
    [MemberData(nameof(Procedures))]
    public void It_refuses_a_key_or_an_e_mail_that_is_too_long(string name)
    {
        var text = Read(name);
        foreach (var parameter in Parameters(name).Select(p => p.VariableName.Value).Where(p => p is "@PersonKey" or "@FromKey" or "@IntoKey"))
        {
            Assert.Matches($@"outbox\.Utf8Length\({parameter}\) > 150[\s\S]*?THROW 504\d\d", text);
        }

        if (Parameters(name).Any(p => p.VariableName.Value == "@Email"))
        {
            Assert.Matches(@"LEN\(@Email\) > 400[\s\S]*?THROW 504\d\d", text);
        }
    }

    [Theory]
    [MemberData(nameof(Procedures))]
    public void Its_errors_have_codes_of_the_registry(string name) =>
        Assert.DoesNotMatch(@"THROW 50(?!4)\d{3}", Read(name));

    private static string Read(string name) => Script(name).Text.ReplaceLineEndings("\n");

    private static Script Script(string name) =>
        Scripts.Product.Single(script => script.Name.EndsWith($"/procedures/{name}.sql", StringComparison.Ordinal));

    private static IList<ProcedureParameter> Parameters(string name)
    {
        using var reader = new StringReader(Script(name).Text);
        var script = (TSqlScript)new TSql140Parser(true).Parse(reader, out _);
        return script.Batches.SelectMany(batch => batch.Statements).OfType<ProcedureStatementBody>().Single().Parameters;
    }

    private static string TypeOf(ProcedureParameter parameter)
    {
        new Sql140ScriptGenerator(new SqlScriptGeneratorOptions { KeywordCasing = KeywordCasing.Lowercase }).GenerateScript(parameter.DataType, out var text);
        return text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
    }

    [GeneratedRegex(@"^GRANT EXECUTE ON OBJECT::outbox\.(?<name>\w+)\s+TO outbox_writer;", RegexOptions.ExplicitCapture)]
    private static partial Regex Grant();
}
