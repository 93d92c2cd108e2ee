using Outbox.Cli.Demo.Shop;

namespace Outbox.Cli.Demo;

/// <summary>The demo's files: mapping, logs, and the database where it is a file.</summary>
internal sealed class DemoFolder
{
    private DemoFolder(string path)
    {
        Path = path;
        Mapping = PathOf("outbox.yml");
    }

    public string Path { get; }

    public string Mapping { get; }

    /// <summary>Makes the folder and writes the sample's mapping into it.</summary>
    public static DemoFolder Create()
    {
        var folder = new DemoFolder(Directory.CreateTempSubdirectory("outbox-demo-").FullName);
        File.WriteAllText(folder.Mapping, ShopSample.Read("outbox.yml"));
        return folder;
    }

    public string LogOf(string process) => PathOf($"{process}.log");

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public void Remove() => Directory.Delete(Path, recursive: true);
}
