namespace Outbox.CustomerIo;

/// <summary>
/// An item of a request as the UTF-8 JSON that is sent. Built once; a resend has the same bytes.
/// </summary>
/// <param name="Json">The item's bytes.</param>
public sealed partial record TrackItem(ReadOnlyMemory<byte> Json)
{
    /// <summary>Bytes of an item that Customer.io surely takes ("32 kb").</summary>
    public const int MaxBytes = 32_000;

    /// <summary>Bytes of a request that Customer.io surely takes ("500 kb").</summary>
    public const int MaxRequestBytes = 475_000;
}
