using System.Text.Json;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Outbox.Tests.Dispatcher.Health;
using YamlDotNet.RepresentationModel;

namespace Outbox.Tests.Deploy;

/// <summary>The files of <c>deploy/</c>, as far as they can be proved without what they are for.</summary>
public sealed partial class DeployTests
{
    public static TheoryData<SqlVersion> Versions => [SqlVersion.Sql140, SqlVersion.Sql150, SqlVersion.Sql160, SqlVersion.Sql170];

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_purge_job_is_good_transact_sql(SqlVersion version) =>
        Assert.Empty(ErrorsOf(Repository.Read("deploy", "sql-agent", "PurgeJob.sql"), version));

    [Fact]
    public void Every_statement_of_the_runbook_is_good_transact_sql()
    {
        var blocks = SqlBlock().Matches(Repository.Read("deploy", "runbook.md")).Select(block => block.Groups["sql"].Value).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Empty(ErrorsOf(block, SqlVersion.Sql140)));
    }

    [Fact]
    public void Kubernetes_knows_every_field_of_the_manifests()
    {
        var objects = KubernetesYaml.LoadAllFromString(Repository.Read("deploy", "kubernetes", "outbox.yaml"), strict: true);

        Assert.Equal([typeof(V1ConfigMap), typeof(V1Deployment), typeof(V1PodDisruptionBudget)], objects.Select(o => o.GetType()));
        var container = Assert.Single(objects.OfType<V1Deployment>().Single().Spec.Template.Spec.Containers);
        Assert.Equal(
            ["/health/live", "/health/live", "/health/ready"],
            new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }.Select(probe => probe.HttpGet.Path));
        var port = new Uri(objects.OfType<V1ConfigMap>().Single().Data["OUTBOX__HEALTH__URL"]).Port;
        Assert.Equal(port, Assert.Single(container.Ports).ContainerPort);
    }

    [Theory]
    [InlineData("alerts", "outbox.rules.yml")]
    [InlineData("grafana", "outbox.json")]
    public void Every_metric_that_is_looked_at_is_one_that_is_measured(params string[] file)
    {
        var measured = Instruments.All.SelectMany(Instruments.Scraped).ToHashSet(StringComparer.Ordinal);
        var lookedAt = Metric().Matches(Repository.Read(["deploy", .. file])).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        // Attributes have names of the same form.
        lookedAt.ExceptWith(["outbox_outcome", "outbox_answer", "outbox_priority"]);
        Assert.NotEmpty(lookedAt);
        Assert.Empty(lookedAt.Except(measured));
    }

    [Fact]
    public void Every_alert_leads_to_a_section_of_the_runbook()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read("deploy", "alerts", "outbox.rules.yml")));
        var leads = yaml.Documents[0].AllNodes.OfType<YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("runbook"))
            .Select(node => node["runbook"].ToString().Split('#')[1])
            .ToHashSet(StringComparer.Ordinal);
        var sections = Repository.Read("deploy", "runbook.md").Split('\n')
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(Anchor);

        Assert.NotEmpty(leads);
        Assert.Empty(leads.Except(sections));
    }

    [Fact]
    public void Every_panel_of_the_dashboard_asks_for_something()
    {
        using var dashboard = JsonDocument.Parse(Repository.Read("deploy", "grafana", "outbox.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.NotEmpty(panels);
        Assert.All(panels, panel => Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray()));
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
    }

    [Fact]
    public void The_image_restores_every_project_that_it_publishes()
    {
        var dockerfile = Repository.Read("deploy", "docker", "Dockerfile");
        var projects = Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension);

        Assert.All(projects, project => Assert.Contains($"COPY src/{project}/{project}.csproj src/{project}/", dockerfile, StringComparison.Ordinal));
    }

    private static IList<ParseError> ErrorsOf(string sql, SqlVersion version)
    {
        using var text = new StringReader(sql);
        TSqlParser.CreateParser(version, initialQuotedIdentifiers: true).Parse(text, out var errors);
        return errors;
    }

    // As the sites that show Markdown make them.
    private static string Anchor(string heading) =>
        NotOfAnchors().Replace(heading["## ".Length..].ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("```sql\n(?<sql>.*?)```", RegexOptions.Singleline)]
    private static partial Regex SqlBlock();

    [GeneratedRegex("outbox_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NotOfAnchors();
}
