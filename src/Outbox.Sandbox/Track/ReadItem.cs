using Outbox.Sandbox.Actions;

namespace Outbox.Sandbox.Track;

/// <summary>An item of a request after it was read: a call, or the error that refuses it.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Raw">Its own bytes.</param>
/// <param name="Action">What it asks for, where it says so.</param>
/// <param name="Call">What is to be done; null where <paramref name="Error"/> is not.</param>
/// <param name="Error">Why it is refused.</param>
/// <param name="Warnings">What the sender would not want although it is taken.</param>
internal sealed record ReadItem(
    int Index, byte[] Raw, string? Action, ITrackCall? Call, TrackError? Error, IReadOnlyList<string> Warnings);
