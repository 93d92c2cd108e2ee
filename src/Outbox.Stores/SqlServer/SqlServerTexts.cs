using System.Collections.Concurrent;
using System.Reflection;

namespace Outbox.Stores.SqlServer;

/// <summary>The texts of <c>database/sqlserver</c>, carried in the assembly.</summary>
internal static class SqlServerTexts
{
    private const string Root = "sqlserver/";

    private static readonly Assembly Assembly = typeof(SqlServerTexts).Assembly;
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    /// <summary>A statement that <c>migrate</c> runs, by the name of its file in <c>deploy</c>.</summary>
    public static string Deploy(string name) => Texts.GetOrAdd(name, static n => Read($"{Root}deploy/{n}.sql"));

    /// <summary>A read of the shop that needs nothing of the outbox, by the name of its file in <c>shop</c>.</summary>
    public static string Shop(string name) => Texts.GetOrAdd("shop/" + name, _ => Read($"{Root}shop/{name}.sql"));

    /// <summary>The migrations in order: file name and text.</summary>
    public static IReadOnlyList<(string Name, string Text)> Migrations { get; } =
        [.. ReadFolder("migrations/").Select(m => (m.Name + ".sql", m.Text))];

    /// <summary>The kinds of objects that can be dropped, in the order in which they can be made, and their objects by name.</summary>
    public static IReadOnlyList<(string Word, IReadOnlyList<(string Name, string Text)> Objects)> Kinds { get; } =
    [
        ("FUNCTION", ReadFolder("programmable/functions/")),
        ("VIEW", ReadFolder("programmable/views/")),
        ("PROCEDURE", ReadFolder("programmable/procedures/")),
    ];

    /// <summary>The objects that run again when their text changes, grants last.</summary>
    public static IReadOnlyList<(string Name, string Text)> Programmable { get; } =
        [.. Kinds.SelectMany(kind => kind.Objects), .. ReadFolder("programmable/security/")];

    private static List<(string Name, string Text)> ReadFolder(string folder) =>
    [
        .. Assembly.GetManifestResourceNames()
            .Select(name => (Resource: name, Path: name.Replace('\\', '/')))
            .Where(name => name.Path.StartsWith(Root + folder, StringComparison.Ordinal))
            .OrderBy(name => name.Path, StringComparer.Ordinal)
            .Select(name => (Path.GetFileNameWithoutExtension(name.Path), Read(name.Resource))),
    ];

    private static string Read(string resource)
    {
        using var stream = Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly does not carry '{resource}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
