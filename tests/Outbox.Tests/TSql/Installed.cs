using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql;

/// <summary>A database as DacFx sees it: names are bound to objects and columns, and nothing runs.</summary>
internal static partial class Installed
{
    /// <summary>The schema that <c>outbox migrate</c> makes before any script.</summary>
    private static readonly Script Schema = new("the schema outbox", "CREATE SCHEMA outbox AUTHORIZATION dbo;");

    /// <summary>The system's procedures that the scripts call; the model knows none. Their parameters as Microsoft documents them.</summary>
    private static readonly Script System = new("the system's procedures", """
        CREATE PROCEDURE dbo.sp_getapplock
            @Resource nvarchar(255), @LockMode varchar(32), @LockOwner varchar(32) = 'Transaction', @LockTimeout int = 0, @DbPrincipal sysname = N'public'
        AS RETURN 0;
        GO
        CREATE PROCEDURE dbo.sp_releaseapplock
            @Resource nvarchar(255), @LockOwner varchar(32) = 'Transaction', @DbPrincipal sysname = N'public'
        AS RETURN 0;
        """);

    /// <summary>The model of these scripts beside the schema outbox.</summary>
    public static TSqlModel Model(SqlServerVersion version, IEnumerable<Script> scripts)
    {
        var model = new TSqlModel(version, new TSqlModelOptions());
        var all = scripts.Prepend(System).Prepend(Schema).SelectMany(Definitions.Of);
        var definitions = Changes.Fold(all);
        var types = definitions.OfType<CreateTypeTableStatement>().ToDictionary(t => t.Name.BaseIdentifier.Value, t => t.Definition, StringComparer.OrdinalIgnoreCase);
        foreach (var text in definitions.SelectMany(d => StandIns.Of(d, types)))
        {
            model.AddObjects(text);
        }

        return model;
    }

    /// <summary>What the binder says against them. Of the system's objects the model knows nothing.</summary>
    public static IReadOnlyList<string> Errors(SqlServerVersion version, IEnumerable<Script> scripts)
    {
        using var model = Model(version, scripts);
        return
        [
            .. model.Validate()
                .Select(m => $"{m.Prefix}{m.Number}: {m.Message}")
                .Where(text => !text.Contains(" to object [sys].", StringComparison.Ordinal) && !SystemColumn().IsMatch(text)),
        ];
    }

    /// <summary>A column of one of the system's objects among those that a reference may mean: an alias of it stands before the name.</summary>
    [GeneratedRegex(@"contains an unresolved reference .*\[sys\]\.\[\w+\]\.\[\w+\](?!::)", RegexOptions.Singleline)]
    private static partial Regex SystemColumn();

    /// <summary>A version's parser, with quoted identifiers on as every batch has them.</summary>
    public static TSqlParser Parser(SqlServerVersion version) => version switch
    {
        SqlServerVersion.Sql140 => new TSql140Parser(true),
        SqlServerVersion.Sql150 => new TSql150Parser(true),
        SqlServerVersion.Sql160 => new TSql160Parser(true),
        SqlServerVersion.Sql170 => new TSql170Parser(true),
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };
}
