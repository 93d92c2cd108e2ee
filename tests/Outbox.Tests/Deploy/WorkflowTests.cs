using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Outbox.Tests.Deploy;

/// <summary>The workflows call what is there, and SQL Server's runs are those that users may have.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Root = Repository.PathOf();
    private static readonly string[] Versions = ["2017", "2019", "2022", "2025"];
    private static readonly string[] Collations = ["Latin1_General_100_CS_AS", "Turkish_100_CI_AS"];
    private static readonly string[] Isolations = ["off", "on"];

    [Fact]
    public void Every_file_that_a_workflow_runs_is_there()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root, ".github/workflows"), "*.yml")
            .SelectMany(f => Call().Matches(File.ReadAllText(f))).Select(m => m.Value).Distinct().ToList();
        Assert.Equal([".ci/run", ".ci/sqlserver"], files.Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.True(File.Exists(Path.Combine(Root, f)), f));
    }

    [Fact]
    public void Each_version_runs_under_each_collation_with_row_versions_and_without()
    {
        var runs = Matrix();
        Assert.Equal(
            from version in Versions
            from collation in Collations
            from rcsi in Isolations
            select (version, collation, rcsi),
            runs.Where(r => r.Level == "default").Select(r => (r.Version, r.Collation, r.Rcsi)));
        Assert.Equal(["2019", "2022", "2025"], runs.Where(r => r.Level == "140").Select(r => r.Version));
    }

    [Fact]
    public void The_matrix_names_what_the_workflow_hands_on()
    {
        using var reader = new StringReader(File.ReadAllText(Path.Combine(Root, ".github/workflows/sqlserver.yml")));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var step = ((YamlSequenceNode)yaml.Documents[0].RootNode["jobs"]["suites"]["steps"]).Last();
        Assert.Equal(
            ["${{ matrix.version }}", "${{ matrix.collation }}", "${{ matrix.rcsi }}", "${{ matrix.level }}"],
            ((YamlMappingNode)step["env"]).Children.Values.Select(v => v.ToString()));
        Assert.Equal(".ci/sqlserver \"$VERSION\" \"$COLLATION\" \"$RCSI\" \"$LEVEL\"", step["run"].ToString());
    }

    private static List<(string Version, string Collation, string Rcsi, string Level)> Matrix()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "bash may not be there.");
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Root, ".ci/sqlserver"), "--matrix"]) { RedirectStandardOutput = true })!;
        using var json = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return
        [
            .. json.RootElement.GetProperty("include").EnumerateArray().Select(e =>
                (Of(e, "version"), Of(e, "collation"), Of(e, "rcsi"), Of(e, "level"))),
        ];

        static string Of(JsonElement element, string name) => element.GetProperty(name).GetString()!;
    }

    [GeneratedRegex(@"\.ci/\w+")]
    private static partial Regex Call();
}
