namespace Outbox.Sandbox.Track;

/// <summary>Why a body or an item was refused, in the words of the Track API's <c>errors</c>.</summary>
/// <param name="Reason"><c>required</c> or <c>invalid</c>.</param>
/// <param name="Field">The path inside the item, such as <c>attributes.plan</c>.</param>
/// <param name="Message">One sentence.</param>
internal sealed record TrackError(string Reason, string Field, string Message)
{
    public static TrackError Required(string field, string message) => new("required", field, message);

    public static TrackError Invalid(string field, string message) => new("invalid", field, message);
}
