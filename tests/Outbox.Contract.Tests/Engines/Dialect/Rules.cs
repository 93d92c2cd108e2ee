using Outbox.Stores.SqlServer;

namespace Outbox.Contract.Tests.Engines.Dialect;

/// <summary>What an installer asks of the server at hand: the product's rules, but where that server lacks something.</summary>
internal static class Rules
{
    /// <summary>Asks the server.</summary>
    public static async Task<ServerRules> ForAsync(TestServer server)
    {
        var rules = ServerRules.Default with { LockTries = 1 };
        if (await server.LacksAsync(Trait.Version2017) is not null)
        {
            rules = rules with { MajorVersion = 0, CompatibilityLevel = 0 };
        }

        var rewriter = await Rewriter.ForAsync(server);
        return rewriter.IsNeeded ? rules with { Preprocessors = [rewriter] } : rules;
    }
}
