namespace Outbox.Cli.Demo.Shop;

/// <summary>A currency that the shop sells in.</summary>
/// <param name="Code">ISO 4217.</param>
/// <param name="Digits">Of its smallest unit.</param>
/// <param name="PerDollar">Units a US dollar.</param>
internal sealed record Currency(string Code, int Digits, decimal PerDollar)
{
    public static readonly Currency Usd = new("USD", 2, 1m);
    public static readonly Currency Cad = new("CAD", 2, 1.37m);
    public static readonly Currency Jpy = new("JPY", 0, 151.3m);

    /// <summary>An amount that can be paid in this currency.</summary>
    public decimal Payable(decimal amount) => Math.Round(amount, Digits, MidpointRounding.AwayFromZero);

    /// <summary>A catalogue price in this currency; four decimals, as the column has.</summary>
    public decimal FromDollars(decimal dollars) => Math.Round(dollars * PerDollar, 4, MidpointRounding.AwayFromZero);

    /// <summary>An amount in dollars for the books.</summary>
    public decimal ToDollars(decimal amount) => Math.Round(amount / PerDollar, 2, MidpointRounding.AwayFromZero);
}
