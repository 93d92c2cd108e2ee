namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Something that happens in a shop: one transaction or a few. Where there is nothing to do it does nothing.</summary>
internal interface IDeed
{
    Task PlayAsync(Desk desk, CancellationToken cancellationToken);
}
