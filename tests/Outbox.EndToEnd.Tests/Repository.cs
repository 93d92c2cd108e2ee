namespace Outbox.EndToEnd.Tests;

/// <summary>The files of the repository that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>The path of one.</summary>
    public static string File(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Outbox.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine([folder.FullName, .. path]);
    }
}
