namespace Outbox.Tests;

/// <summary>The files of the repository that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>The path of one.</summary>
    public static string PathOf(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Outbox.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine([folder.FullName, .. path]);
    }

    /// <summary>The text of one, its lines ended alike everywhere.</summary>
    public static string Read(params string[] path) => File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n");
}
