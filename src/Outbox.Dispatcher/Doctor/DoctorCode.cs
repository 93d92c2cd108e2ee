using Outbox.Core.Errors;

namespace Outbox.Dispatcher.Doctor;

/// <summary>Something that the doctor can find.</summary>
/// <param name="Code">Its entry of the error registry.</param>
/// <param name="Priority">How soon somebody should mend it.</param>
/// <param name="Mend">What to do about it, one sentence.</param>
public sealed record DoctorCode(ErrorCode Code, FindingPriority Priority, string Mend);
