using System.Reflection;
using Outbox.Core.Errors;
using Outbox.Mapping.Shape;

namespace Outbox.Tests.Shape;

public sealed class RowErrorsTests
{
    [Fact]
    public void Every_code_of_shaping_has_its_section_under_its_title()
    {
        var codes = typeof(RowErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (ErrorCode)f.GetValue(null)!);
        var sections = File.ReadLines(ErrorsPage())
            .Where(line => string.CompareOrdinal(line, "### OBX400") >= 0 && string.CompareOrdinal(line, "### OBX430") < 0);

        Assert.Equal(codes.Select(c => $"### {c.Id} {c.Title}"), sections);
    }

    private static string ErrorsPage()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Outbox.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "docs", "errors.md");
    }
}
