using Microsoft.Data.Sqlite;
using Outbox.Cli.Errors;
using Outbox.Cli.Output;
using Spectre.Console;

namespace Outbox.EndToEnd.Tests.Cli;

/// <summary>What a shop's data, an answer or an error holds is shown by the terminal and not obeyed, and gives nothing away.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData("Ann\u001b[2J", @"Ann\u001b[2J")]
    [InlineData("a\u009b31mb", @"a\u009b31mb")]
    [InlineData("a\u007fb\u0000c\u0008", @"a\u007fb\u0000c\u0008")]
    [InlineData("user\u202egnp.exe", @"user\u202egnp.exe")]
    [InlineData("a\u2066b\u2069", @"a\u2066b\u2069")]
    [InlineData("ad\u200bmin\u200d\ufeff", @"ad\u200bmin\u200d\ufeff")]
    [InlineData("soft\u00adhyphen", @"soft\u00adhyphen")]
    [InlineData("a\u2028b", @"a\u2028b")]
    [InlineData("over\rwritten", @"over\u000dwritten")]
    [InlineData("\ud83d\ude00", "\ud83d\ude00")]
    [InlineData("tag\U000e0041", @"tag\udb40\udc41")]
    [InlineData("line\r\nnext\tcolumn\n", "line\r\nnext\tcolumn\n")]
    [InlineData("Zoë Müller 東京 Ελλάδα", "Zoë Müller 東京 Ελλάδα")]
    public void What_would_steer_a_terminal_or_hide_is_shown(string text, string shown)
    {
        Assert.Equal(shown, TerminalText.Escape(text));

        using var plain = new StringWriter();
        using var writer = new TerminalWriter(plain);
        writer.Write(text);
        writer.Write(text.AsSpan());
        Assert.Equal(shown + shown, plain.ToString());
    }

    [Fact]
    public void Half_a_sign_is_shown_as_what_it_is() => Assert.Equal(@"a\ud83d", TerminalText.Escape("a" + '\ud83d'));

    [Fact]
    public void A_table_is_escaped_as_well_and_keeps_its_own_colours()
    {
        using var output = new StringWriter();
        var console = Consoles.Fitted(output);
        var table = new Table().AddColumn("name");
        table.AddRow(new Text("Ann\u001b]0;owned\u0007"));

        console.Write(table);

        Assert.Contains(@"Ann\u001b]0;owned\u0007", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_a_database_is_told_by_its_number_wherever_it_stands()
    {
        const string Quoted = "ann@example.com";
        var error = new InvalidOperationException(Quoted, new SqliteException($"UNIQUE constraint failed near '{Quoted}'", 19, 2067));
        using var output = new StringWriter();

        Assert.Equal(70, ErrorPrinter.Print(error, output));

        Assert.DoesNotContain(Quoted, output.ToString(), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException, because of SQLite error 2067", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_command_writes_past_the_one_writer()
    {
        var root = Repository.File("src", "Outbox.Cli");
        string[] allowed = ["Program.cs", "Consoles.cs", "DemoScreen.cs", "TerminalWriter.cs"];
        var past = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !allowed.Contains(Path.GetFileName(file)))
            .Where(file => File.ReadLines(file).Any(line =>
                line.Contains("Console.Out", StringComparison.Ordinal) && !line.Contains("Console.OutputEncoding", StringComparison.Ordinal)
                || line.Contains("Console.Error", StringComparison.Ordinal)
                || line.Contains("Console.Write", StringComparison.Ordinal)
                || line.Contains("AnsiConsole.Write", StringComparison.Ordinal)
                || line.Contains("AnsiConsole.Create", StringComparison.Ordinal)
                || line.Contains("AnsiConsole.Markup", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(root, file));

        Assert.Empty(past);
    }
}
