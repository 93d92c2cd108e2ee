using System.Globalization;
using Outbox.Core.Errors;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.Stores.Reading;

namespace Outbox.Cli.Commands;

/// <summary>What the argument of <c>outbox trace</c> means. Pure.</summary>
internal static class TraceArgument
{
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.fff"];

    /// <summary>The query.</summary>
    /// <exception cref="OutboxException">OBX502: nothing is named, or the time cannot be read.</exception>
    public static TraceQuery Read(string what, bool isPerson, string? since, int rows)
    {
        var name = what.Trim();
        if (name.Length == 0)
        {
            throw new OutboxException(CliErrors.SettingInvalid, "Nothing is named.", "WHAT", "Name an event id, a ULID or a person.");
        }

        var from = since is null ? (DateTime?)null : Time(since);
        return isPerson ? new(null, null, name, from, rows)
            : EventUlid.IsValid(name) ? new(null, name.ToUpperInvariant(), null, from, rows)
            : name.Contains(':', StringComparison.Ordinal) ? new(Unshadowed(name), null, null, from, rows)
            : new(null, null, name, from, rows);
    }

    /// <summary>The outbox keeps a rehearsed event under its own name.</summary>
    private static string Unshadowed(string id) => id.StartsWith(ShadowName.Prefix, StringComparison.Ordinal) ? id[ShadowName.Prefix.Length..] : id;

    private static DateTime Time(string text) => DateTime.TryParseExact(
        text.TrimEnd('Z', 'z').Replace(' ', 'T'), Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new OutboxException(
                CliErrors.SettingInvalid, $"'{text}' is not a time.", "--since", "Write it like 2026-11-01 or 2026-11-01T12:00:00Z; it is UTC.");
}
