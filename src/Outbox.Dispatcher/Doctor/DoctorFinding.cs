using System.Text;
using Outbox.Core.Errors;
using Outbox.Stores.Reading;

namespace Outbox.Dispatcher.Doctor;

/// <summary>A finding of the doctor.</summary>
/// <param name="Code">Its entry of the error registry.</param>
/// <param name="Priority">How soon somebody should mend it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Detail">How much, since when.</param>
/// <param name="Mend">What to do about it.</param>
public sealed record DoctorFinding(ErrorCode Code, FindingPriority Priority, string Subject, string Detail, string Mend)
{
    /// <summary>A place to read more.</summary>
    public string Link => $"docs/errors.md#{Anchor($"{Code.Id} {Code.Title}")}";

    /// <summary>What a database told.</summary>
    public static DoctorFinding Of(Observation seen) => Of(DoctorCodes.Of(seen.Code), seen.Subject, seen.Detail);

    /// <summary>One of the doctor's own.</summary>
    public static DoctorFinding Of(DoctorCode code, string subject, string detail, string? mend = null) =>
        new(code.Code, code.Priority, subject, detail, mend ?? code.Mend);

    /// <summary>An error that another command would stop with.</summary>
    public static DoctorFinding Of(OutboxException error) =>
        new(error.Code, FindingPriority.Now, error.Where ?? error.Code.Title, error.Message, error.Mend);

    // As the sites that show Markdown make them.
    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var c in heading.ToLowerInvariant())
        {
            anchor.Append(c == ' ' ? "-" : char.IsLetterOrDigit(c) || c is '-' or '_' ? c.ToString() : "");
        }

        return anchor.ToString();
    }
}
