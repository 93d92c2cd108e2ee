using Outbox.Core.Errors;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint;

/// <summary>Something in a mapping that is wrong, or that its author should know.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="At">The place in the file.</param>
/// <param name="Path">The same place by keys: <c>events.order_completed.id[0]</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Mend">What to do about it, one sentence.</param>
public sealed record Finding(ErrorCode Code, Severity Severity, Position At, string Path, string Message, string Mend)
{
    internal static Finding Error(ErrorCode code, Position at, string path, string message, string mend) =>
        new(code, Severity.Error, at, path, message, mend);

    internal static Finding Warning(ErrorCode code, Position at, string path, string message, string mend) =>
        new(code, Severity.Warning, at, path, message, mend);
}
