using Outbox.Core.Errors;
using Outbox.Stores.Reading;

namespace Outbox.Dispatcher.Doctor;

/// <summary>Gathers what the parts of an examination find.</summary>
internal sealed class ExamLog
{
    private readonly List<DoctorFinding> _findings = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _notSeen = [];

    /// <summary>A finding.</summary>
    public void Add(DoctorFinding finding) => _findings.Add(finding);

    /// <summary>What a database told.</summary>
    public void Add(Examination examination)
    {
        _findings.AddRange(examination.Observations.Select(DoctorFinding.Of));
        _notes.AddRange(examination.Notes);
        _notSeen.AddRange(examination.NotSeen);
    }

    /// <summary>Something good to know.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Something that could not be looked at.</summary>
    public void NotSeen(string what) => _notSeen.Add(what);

    /// <summary>Whether a finding names it.</summary>
    public bool Names(string name) => _findings.Exists(f =>
        f.Subject.EndsWith(name, StringComparison.OrdinalIgnoreCase) || f.Detail.EndsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Looks at a part; where this login may not, that is told and stops nothing else.</summary>
    public async Task TryAsync(string what, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (OutboxException error) when (error.Code.Kind == ErrorKind.Database)
        {
            _notSeen.Add($"{what}: {error.Message} {error.Mend}");
        }
    }

    /// <summary>All of it, the most urgent first.</summary>
    public DoctorReport Report() => new(
        [.. _findings.OrderBy(f => f.Priority).ThenBy(f => f.Code.Id, StringComparer.Ordinal).ThenBy(f => f.Subject, StringComparer.Ordinal)],
        _notes,
        _notSeen);
}
