using DbUp.Support;

namespace Outbox.Stores.SqlServer;

/// <summary>A script as SSMS and sqlcmd run it.</summary>
public static class ServerScript
{
    /// <summary>Its batches, cut at the lines that say <c>GO</c>, made ready for the server.</summary>
    /// <param name="script">The script.</param>
    /// <param name="rules">What prepares it; null for the product's.</param>
    public static IEnumerable<string> Batches(string script, ServerRules? rules = null) => new SqlCommandSplitter().SplitScriptIntoCommands(
        (rules ?? ServerRules.Default).Preprocessors.Aggregate(script, (text, preprocessor) => preprocessor.Process(text)));
}
