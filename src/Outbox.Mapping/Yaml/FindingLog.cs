using Outbox.Core.Errors;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Yaml;

/// <summary>Gathers what is wrong while reading goes on.</summary>
internal sealed class FindingLog
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public void Add(ErrorCode code, Position at, string path, string message, string mend) =>
        _findings.Add(new Finding(code, Severity.Error, at, path, message, mend));
}
