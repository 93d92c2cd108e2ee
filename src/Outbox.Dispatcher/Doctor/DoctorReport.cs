namespace Outbox.Dispatcher.Doctor;

/// <summary>What the doctor found.</summary>
/// <param name="Findings">The most urgent first.</param>
/// <param name="Notes">What is as it is, and good to know: among it what <c>sp_Blitz</c> says of an outbox, and why.</param>
/// <param name="NotSeen">What could not be looked at, and why.</param>
public sealed record DoctorReport(IReadOnlyList<DoctorFinding> Findings, IReadOnlyList<string> Notes, IReadOnlyList<string> NotSeen)
{
    /// <summary>Whether something must be mended.</summary>
    public bool IsWell => Findings.All(f => f.Priority == FindingPriority.Know);
}
