using System.Reflection;
using Microsoft.Extensions.Logging;
using Outbox.Cli.Service;
using Outbox.CustomerIo;
using Outbox.Dispatcher;
using Outbox.Stores;

namespace Outbox.EndToEnd.Tests.Service;

/// <summary>What the log may say: read off the messages themselves.</summary>
public sealed class LogTests
{
    /// <summary>
    /// What a parameter may be called: numbers, durations and names of the mapping. A new name needs a thought about what it
    /// can hold: "reason" is a driver's words about locks and connections, "error" is what ErrorName makes.
    /// </summary>
    private static readonly HashSet<string> Known =
    [
        "readSize", "parallelism", "ratePerSecond", "sent", "dead", "skipped", "seconds", "status", "reason", "error", "schedule", "rows", "url",
        "held", "all", "live", "lanes", "items", "server", "database", "region", "environmentId", "settled", "code", "part", "why",
    ];

    private static readonly Assembly[] Rooms =
    [
        typeof(Outbox.Core.Messages.OutboxMessage).Assembly, typeof(Outbox.Mapping.Lint.MappingLint).Assembly, typeof(IOutboxStore).Assembly,
        typeof(ITrackApi).Assembly, typeof(DispatcherOptions).Assembly, typeof(Watchdog).Assembly,
    ];

    private static IReadOnlyList<(MethodInfo Method, LoggerMessageAttribute Message)> Messages =>
    [
        .. from room in Rooms
           from type in room.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           select (method, message),
    ];

    [Fact]
    public void Event_ids_are_unique_and_each_rooms_messages_stand_in_one_file()
    {
        Assert.NotEmpty(Messages);
        Assert.All(Messages.GroupBy(entry => entry.Message.EventId), same => Assert.Single(same));
        Assert.All(
            Messages.GroupBy(entry => entry.Method.DeclaringType!.Assembly),
            room => Assert.Single(room.Select(entry => entry.Method.DeclaringType).Distinct()));
    }

    [Fact]
    public void No_parameter_can_hold_personal_data()
    {
        var parameters = Messages
            .SelectMany(entry => entry.Method.GetParameters())
            .Where(parameter => parameter.ParameterType != typeof(ILogger))
            .ToList();

        Assert.Empty(parameters.Select(parameter => parameter.Name!).Where(name => !Known.Contains(name)).Distinct());

        // An exception's words are not ours: a database quotes values.
        Assert.DoesNotContain(parameters, parameter => parameter.ParameterType.IsAssignableTo(typeof(Exception)));
    }

    [Fact]
    public void The_page_lists_every_message()
    {
        var page = File.ReadLines(Repository.File("docs", "operations.md")).Where(line => line.StartsWith("| 4", StringComparison.Ordinal) || line.StartsWith("| 5", StringComparison.Ordinal));

        Assert.Equal(
            Messages.OrderBy(entry => entry.Message.EventId).Select(entry => $"| {entry.Message.EventId} | {entry.Message.Level} | {entry.Message.Message} |"),
            page);
    }
}
