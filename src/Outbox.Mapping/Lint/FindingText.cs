using System.Text;

namespace Outbox.Mapping.Lint;

/// <summary>The line that a finding makes in a terminal or a build log.</summary>
public static class FindingText
{
    /// <summary>
    /// <c>outbox.yml(12,5): error OBX117: message. Mend: what to do.</c> — the form that editors and CI servers turn
    /// into a link. Always one line.
    /// </summary>
    /// <param name="file">The file's name as the user gave it.</param>
    /// <param name="finding">The finding.</param>
    public static string Render(string file, Finding finding)
    {
        var severity = finding.Severity == Severity.Error ? "error" : "warning";
        return OneLine($"{file}({finding.At.Line},{finding.At.Column}): {severity} {finding.Code}: {finding.Message} Mend: {finding.Mend}");
    }

    // Names in a message come from the file and may hold anything; U+2028 and U+2029 break lines too.
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        return line.ToString();
    }
}
