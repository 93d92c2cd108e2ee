using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Actions;

/// <summary>One value of <c>action</c>: reads its items. A new action is a file here and a line in <see cref="ActionTable"/>.</summary>
internal interface ITrackAction
{
    /// <summary>The value of <c>action</c>.</summary>
    string Name { get; }

    /// <summary>The fields it knows beside <c>type</c> and <c>action</c>.</summary>
    IReadOnlyCollection<string> Fields { get; }

    /// <summary>Reads an item; what is wrong goes to the reader, and the result is then not used.</summary>
    ITrackCall Read(ItemReader item);
}
