using System.Text;
using System.Text.Json;
using Outbox.Core.Errors;
using Outbox.CustomerIo;

namespace Outbox.Tests.Dispatcher.Doubles;

/// <summary>A Track API that answers as told and remembers every request.</summary>
internal sealed class ScriptedApi : ITrackApi
{
    private readonly Lock _lock = new();
    private int _accountReads;
    private bool _hasRefused;

    public static TrackAnswer Accepted { get; } = new(AnswerKind.Accepted, 200, [], null, false, null);

    public static TrackAnswer Refused { get; } = new(AnswerKind.Refused, 400, [], null, false, "HTTP 400");

    public static TrackAnswer Unauthorized { get; } = new(AnswerKind.Unauthorized, 401, [], null, false, "HTTP 401");

    public static TrackAnswer TryAgain { get; } = new(AnswerKind.TryAgain, 503, [], null, false, "HTTP 503");

    public static TrackAnswer TimedOut { get; } = new(AnswerKind.TryAgain, null, [], null, true, "no answer in time");

    /// <summary>Requests in the order of their arrival, each its items.</summary>
    public List<IReadOnlyList<string>> Requests { get; } = [];

    /// <summary>Answers a request by its number, from 1, and its items; accepted unless told otherwise.</summary>
    public Func<int, IReadOnlyList<string>, TrackAnswer> Answer { get; set; } = (_, _) => Accepted;

    /// <summary>Is awaited before a request is answered.</summary>
    public Func<CancellationToken, Task> Holding { get; set; } = _ => Task.CompletedTask;

    /// <summary>Account reads that fail before one succeeds, once a request was refused.</summary>
    public int RefusedAccountReads { get; set; }

    /// <summary>Account reads since a request was refused.</summary>
    public int AccountReads => _accountReads;

    public TrackAccount Account { get; set; } = new("us", 1, new Uri("https://track.customer.io"));

    public IEnumerable<JsonElement> Items => Requests.SelectMany(items => items).Select(item => JsonDocument.Parse(item).RootElement);

    public static TrackAnswer Partly(params ItemRefusal[] refusals) => new(AnswerKind.PartlyAccepted, 207, refusals, null, false, "HTTP 207");

    public Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken) =>
        _hasRefused && Interlocked.Increment(ref _accountReads) <= RefusedAccountReads
            ? throw new OutboxException(new ErrorCode("OBX310", "Refused", ErrorKind.CustomerIo), "Refused.", null, "Mend it.")
            : Task.FromResult(Account);

    public async Task<TrackAnswer> SendAsync(IReadOnlyList<TrackItem> items, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> texts = [.. items.Select(item => Encoding.UTF8.GetString(item.Json.Span))];
        int number;
        lock (_lock)
        {
            Requests.Add(texts);
            number = Requests.Count;
        }

        await Holding(cancellationToken);
        lock (_lock)
        {
            var answer = Answer(number, texts);
            _hasRefused |= answer.Kind == AnswerKind.Unauthorized;
            return answer;
        }
    }
}
