using System.Reflection;

namespace Outbox.Contract.Tests.Behaviour.Writers;

/// <summary>What <c>docs/writers.md</c> shows is the code that these tests compile and run.</summary>
public sealed class WritersPage
{
    [Theory]
    [InlineData("ShopContext.cs", "model")]
    [InlineData("WriterContract.cs", "dapper")]
    public void The_page_shows_code_that_is_compiled(string file, string region) =>
        Assert.Contains($"```csharp\n{Region(Text(file), region)}\n```", Text("writers.md"), StringComparison.Ordinal);

    private static string Region(string code, string name)
    {
        var lines = code.Split('\n').SkipWhile(l => l.Trim() != $"#region {name}").Skip(1).TakeWhile(l => l.Trim() != "#endregion").ToList();
        Assert.NotEmpty(lines);
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length > indent ? l[indent..] : ""));
    }

    private static string Text(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
