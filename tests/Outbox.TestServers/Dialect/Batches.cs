namespace Outbox.TestServers.Dialect;

/// <summary>Scripts are cut at lines that say GO, as sqlcmd and SSMS do.</summary>
public static class Batches
{
    /// <summary>The batches that are not empty.</summary>
    public static IEnumerable<string> Of(string script)
    {
        var batch = new List<string>();
        foreach (var line in script.ReplaceLineEndings("\n").Split('\n').Append("GO"))
        {
            if (!string.Equals(line.Trim(), "GO", StringComparison.OrdinalIgnoreCase))
            {
                batch.Add(line);
                continue;
            }

            if (batch.Exists(l => !string.IsNullOrWhiteSpace(l)))
            {
                yield return string.Join('\n', batch);
            }

            batch.Clear();
        }
    }
}
