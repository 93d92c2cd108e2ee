using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Outbox.CustomerIo.Http;

/// <summary>
/// The items' bytes as the content of a request: one item as it is, several as <c>{"batch":[…]}</c>. Nothing is
/// serialised again, so that every resend has the same bytes, and the length is known before the first is written.
/// </summary>
internal sealed class RequestBody : HttpContent
{
    private static readonly ReadOnlyMemory<byte> Open = "{\"batch\":["u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Comma = ","u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Close = "]}"u8.ToArray();

    private readonly IReadOnlyList<TrackItem> _items;

    public RequestBody(IReadOnlyList<TrackItem> items)
    {
        _items = items;
        Length = items.Count == 1 ? items[0].Json.Length : BatchLength(items.Count, items.Sum(i => (long)i.Json.Length));
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Whether a connection has asked for the body since <see cref="Rewind"/>: from then on the request may be applied.</summary>
    public bool HasBegun { get; private set; }

    public static long BatchLength(int items, long itemBytes) =>
        Open.Length + itemBytes + ((items - 1) * Comma.Length) + Close.Length;

    public void Rewind() => HasBegun = false;

    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasBegun = true;
        if (_items.Count == 1)
        {
            await stream.WriteAsync(_items[0].Json, cancellationToken);
            return;
        }

        // In one piece: item by item the connection would send a packet every four kilobytes.
        var length = (int)Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Fill(buffer);
            await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Fill(Span<byte> rest)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            Put(i == 0 ? Open : Comma, ref rest);
            Put(_items[i].Json, ref rest);
        }

        Put(Close, ref rest);
    }

    private static void Put(ReadOnlyMemory<byte> part, ref Span<byte> rest)
    {
        part.Span.CopyTo(rest);
        rest = rest[part.Length..];
    }
}
