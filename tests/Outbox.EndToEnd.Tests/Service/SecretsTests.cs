using Outbox.Sandbox;

namespace Outbox.EndToEnd.Tests.Service;

/// <summary>Where credentials come from, and where they never go.</summary>
public sealed class SecretsTests : ServiceShop
{
    private const string Key = "key-that-nobody-may-see";

    private readonly string _secrets = Directory.CreateTempSubdirectory("outbox-secrets-").FullName;

    [Theory]
    [InlineData("CREDENTIALS_DIRECTORY")]
    [InlineData("OUTBOX_SECRETS")]
    public async Task The_key_is_read_from_a_folder_of_secrets_and_is_printed_nowhere(string variable)
    {
        await File.WriteAllTextAsync(Path.Combine(_secrets, "OUTBOX__CUSTOMERIO__APIKEY"), Key + "\n", Cancel);
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0", ApiKey = Key }, Cancel);

        var run = Run(sandbox.Address, (variable, _secrets), ("OUTBOX__CUSTOMERIO__APIKEY", null), ("OUTBOX__DISPATCH__SUMMARYEVERY", "00:00:01"));
        await JoinAsync(1);
        await run.LineAsync("rows sent");
        await run.SignalAsync("TERM");

        Assert.Equal(0, await run.EndAsync());
        AssertUnseen(run);
    }

    [Fact]
    public async Task Refused_credentials_are_not_printed_with_the_refusal()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0" }, Cancel);

        var run = Run(sandbox.Address, ("OUTBOX__CUSTOMERIO__APIKEY", Key));

        Assert.Equal(5, await run.EndAsync());
        Assert.Contains("error OBX310: ", run.Printed, StringComparison.Ordinal);
        AssertUnseen(run);
    }

    [Theory]
    [InlineData($"Server=127.0.0.1,1;Database=Shop;User ID=outbox;Password={Key};Connect Timeout=1", 4, "OBX210")]
    [InlineData($"Server=127.0.0.1,1;Database=Shop;User ID=outbox;Password={Key};Connnect Timeout=1", 3, "OBX206")]
    public async Task The_password_of_a_connection_is_not_printed_with_its_error(string connection, int exitCode, string code)
    {
        await using var run = RunningOutbox.Start(
            ["run", "--region", "us", "--site-id", "s"], new Dictionary<string, string?> { ["OUTBOX__CONNECTION"] = connection });

        Assert.Equal(exitCode, await run.EndAsync());
        Assert.Contains($"error {code}: ", run.Printed, StringComparison.Ordinal);
        AssertUnseen(run);
    }

    [Fact]
    public async Task A_folder_of_secrets_that_is_not_there_is_named()
    {
        var run = Run(new Uri("http://127.0.0.1:1"), ("OUTBOX_SECRETS", "/not/there"));

        Assert.Equal(3, await run.EndAsync());
        Assert.Contains("error OBX503: The folder of secrets is not there.", run.Printed, StringComparison.Ordinal);
    }

    private static void AssertUnseen(RunningOutbox run)
    {
        var encoded = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"sandbox:{Key}"));
        Assert.DoesNotContain(Key, run.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain(encoded, run.Printed, StringComparison.Ordinal);
    }
}
