namespace Outbox.Cli.Demo.Shop;

/// <summary>The files of <c>database/samples/coffee-shop</c>, carried in the executable.</summary>
internal static class ShopSample
{
    /// <summary>The <c>source</c> of the sample's mapping.</summary>
    public const string Source = "coffee-shop";

    /// <summary>The text of a file.</summary>
    /// <param name="path">Its path in the sample's folder, with forward slashes.</param>
    public static string Read(string path)
    {
        using var stream = typeof(ShopSample).Assembly.GetManifestResourceStream($"coffee-shop/{path}")
            ?? throw new InvalidOperationException($"The sample's file {path} is not in the executable.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
