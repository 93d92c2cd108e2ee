using Microsoft.Data.Sqlite;
using Outbox.Cli.Demo.Shop;
using Outbox.Core.Errors;

namespace Outbox.Cli.Demo;

/// <summary>The demo's files: database, mapping, logs.</summary>
internal sealed class DemoFolder
{
    private readonly bool _keep;

    private DemoFolder(string path, string database, bool keep)
    {
        Path = path;
        Database = database;
        _keep = keep;
        Mapping = System.IO.Path.Combine(path, "outbox.yml");
    }

    public string Path { get; }

    public string Database { get; }

    public string Mapping { get; }

    /// <summary>Makes the folder and writes the sample's mapping into it.</summary>
    /// <param name="database">Where the database is to be; null for the folder.</param>
    /// <param name="keep">Whether the folder stays after a good run.</param>
    /// <exception cref="OutboxException">The database file is there already.</exception>
    public static DemoFolder Create(string? database, bool keep)
    {
        if (database is not null && File.Exists(database))
        {
            throw new OutboxException(
                CliErrors.SettingInvalid,
                "The demo needs a new database file, and this one is there already.",
                database,
                "Name another file, or remove this one.");
        }

        var path = Directory.CreateTempSubdirectory("outbox-demo-").FullName;
        var folder = new DemoFolder(path, System.IO.Path.GetFullPath(database ?? System.IO.Path.Combine(path, "shop.db")), keep);
        File.WriteAllText(folder.Mapping, ShopSample.Read("outbox.yml"));
        return folder;
    }

    public string LogOf(string process) => System.IO.Path.Combine(Path, $"{process}.log");

    /// <summary>Removes the folder after a good run, unless it is to stay. A database elsewhere always stays.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool Remove()
    {
        if (_keep)
        {
            return false;
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
        return true;
    }
}
