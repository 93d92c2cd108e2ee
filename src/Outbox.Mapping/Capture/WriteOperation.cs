namespace Outbox.Mapping.Capture;

/// <summary>What a statement does to a row.</summary>
public enum WriteOperation
{
    /// <summary>A new row.</summary>
    Insert,

    /// <summary>A changed row.</summary>
    Update,

    /// <summary>A removed row.</summary>
    Delete,
}
