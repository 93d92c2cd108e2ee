namespace Outbox.Cli.Bench.Shop;

/// <summary>The files of <c>database/bench</c>, carried in the executable.</summary>
internal static class BenchTexts
{
    /// <summary>The mapping.</summary>
    public static string Mapping => Read("outbox.yml");

    /// <summary>A statement of an engine.</summary>
    /// <param name="engine">The folder: <c>sqlite</c> or <c>sqlserver</c>.</param>
    /// <param name="name">The file, without its ending.</param>
    public static string Sql(string engine, string name) => Read($"{engine}/{name}.sql");

    private static string Read(string path)
    {
        using var stream = typeof(BenchTexts).Assembly.GetManifestResourceStream($"bench/{path}")
            ?? throw new InvalidOperationException($"The benchmark's file {path} is not in the executable.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
