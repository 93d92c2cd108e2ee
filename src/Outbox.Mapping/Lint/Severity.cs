namespace Outbox.Mapping.Lint;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>The mapping is taken all the same.</summary>
    Warning,

    /// <summary>The mapping is refused.</summary>
    Error,
}
