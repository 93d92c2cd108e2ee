using System.Collections.Concurrent;
using System.Reflection;

namespace Outbox.Stores.Sqlite;

/// <summary>The texts of <c>database/sqlite</c>, carried in the assembly.</summary>
internal static class SqliteQueries
{
    private const string Migrations = "sqlite/migrations/";

    private static readonly Assembly Assembly = typeof(SqliteQueries).Assembly;
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    /// <summary>A query by the name of its file.</summary>
    public static string Get(string name) => Texts.GetOrAdd(name, static n => Read($"sqlite/queries/{n}.sql"));

    /// <summary>The migrations in order: file name and text.</summary>
    public static IReadOnlyList<(string Name, string Text)> ReadMigrations() =>
    [
        .. Assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Migrations, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name[Migrations.Length..], Read(name))),
    ];

    private static string Read(string resource)
    {
        using var stream = Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly does not carry '{resource}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
