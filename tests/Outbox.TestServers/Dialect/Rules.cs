using Outbox.Stores.SqlServer;

namespace Outbox.TestServers.Dialect;

/// <summary>What an installer asks of the server at hand: the product's rules, but where that server lacks something.</summary>
public static class Rules
{
    /// <summary>What the rules depend on.</summary>
    public static IEnumerable<Trait> Traits => Rewriter.Traits.Append(Trait.Version2017);

    /// <summary>The rules for a server that lacks some of <see cref="Traits"/>.</summary>
    public static ServerRules For(IReadOnlyCollection<Trait> lacking)
    {
        var rules = new ServerRules();
        if (lacking.Contains(Trait.Version2017))
        {
            rules = rules with { MajorVersion = 0, CompatibilityLevel = 0 };
        }

        var rewriter = new Rewriter(lacking);
        return rewriter.IsNeeded ? rules with { Preprocessors = [rewriter] } : rules;
    }
}
