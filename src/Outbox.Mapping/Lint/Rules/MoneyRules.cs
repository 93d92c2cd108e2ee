using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Rules;

/// <summary>Money travels as <c>_cents</c> integers with a currency, since 12.5 of something means nothing.</summary>
internal static class MoneyRules
{
    private const string Suffix = "_cents";

    private static readonly HashSet<string> MoneyWords =
    [
        "price", "prices", "amount", "cost", "costs", "revenue", "freight", "discount", "tax", "taxes", "subtotal",
        "refund", "fee", "fees", "spend", "turnover", "balance",
    ];

    // Adjectives as often as sums: total_orders. They tell money where they end the name.
    private static readonly HashSet<string> MoneyWordsAtTheEnd = ["total", "value", "refunded"];

    // Last words that make something else of a money word: discount_code, tax_rate.
    private static readonly HashSet<string> OtherThings =
    [
        "code", "codes", "id", "ids", "key", "name", "type", "kind", "reason", "rate", "percent", "percentage", "pct",
        "count", "currency", "band", "tier", "level", "risk", "at", "on", "date", "time", "exempt", "number", "quantity",
        "category", "flag", "label", "url", "method", "region", "policy", "note", "text", "list", "segment", "score",
        "rank", "points", "free", "status", "state", "group", "class", "source", "days", "ratio",
    ];

    private static readonly HashSet<string> Questions = ["is", "has", "can", "was", "had", "should"];

    // A conversion that cannot give an amount.
    private static readonly HashSet<ConversionKind> NoAmounts =
        [ConversionKind.Boolean, ConversionKind.Timestamp, ConversionKind.Date, ConversionKind.Phone, ConversionKind.Email, ConversionKind.Json];

    public static Finding? MoneyIsNamedCents(PropertyUse use)
    {
        if (use.Conversion is not { } conversion || use.Name.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        if (conversion.Kind != ConversionKind.Cents && (NoAmounts.Contains(conversion.Kind) || !LooksLikeMoney(use.Name)))
            return null;
        return Finding.Error(
            LintCodes.MoneyName, use.At, use.Path, $"The {use.Noun} {use.Name.Quoted()} is money, but its name does not end in {Suffix}.",
            use.IsOfView
                ? $"Name the view's column {use.Name.Shortened()}{Suffix} and give it whole cents; a name that ends in _count, _rate or _code is no money."
                : $"Write `{use.Name.Shortened()}{Suffix}: {{ column: {use.Column?.Name.Shortened()}, as: cents, currency: USD }}`; a name that ends in _count, _rate or _code is no money.");
    }

    public static Finding? CentsHaveACurrency(PropertyUse use) => use.Conversion is { Kind: ConversionKind.Cents, Currency: null }
        ? Finding.Error(
            LintCodes.CentsWithoutCurrency, use.At, use.Path, $"The {use.Noun} {use.Name.Quoted()} has `as: cents` but no currency, whose digits it needs.",
            "Add `currency: USD`, or the column that holds the code: `currency: Currency`.")
        : null;

    public static Finding? CentsAreIntegers(PropertyUse use) =>
        use.Conversion is { Kind: not (ConversionKind.Cents or ConversionKind.Number) } && use.Name.EndsWith(Suffix, StringComparison.Ordinal)
            ? Finding.Error(
                LintCodes.CentsNotInteger, use.At, use.Path, $"The {use.Noun} {use.Name.Quoted()} is not made a whole number of cents.",
                "Write `as: cents` with a currency for a column in whole units; `as: number` for one that holds cents already.")
            : null;

    internal static bool LooksLikeMoney(string name)
    {
        var words = SnakeCase.Words(name);
        if (words.Count == 0 || Questions.Contains(words[0]) || OtherThings.Contains(words[^1]))
            return false;
        return words.Any(MoneyWords.Contains) || MoneyWordsAtTheEnd.Contains(words[^1]);
    }
}
