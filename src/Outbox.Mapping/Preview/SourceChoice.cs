namespace Outbox.Mapping.Preview;

/// <summary>Which rows of a source are read.</summary>
public enum SourceChoice
{
    /// <summary>The rows with a key, whether they show the fact today or not.</summary>
    ByKey,

    /// <summary>The latest rows that show the fact.</summary>
    Last,
}
