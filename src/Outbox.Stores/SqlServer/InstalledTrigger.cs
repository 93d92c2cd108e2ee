namespace Outbox.Stores.SqlServer;

/// <summary>A capture's trigger as a database has it.</summary>
/// <param name="Schema">The schema of the table that the mapping names, and of the trigger as it was made.</param>
/// <param name="Table">The table.</param>
/// <param name="Name">The trigger's name as it was made.</param>
/// <param name="Id">Its object's number; null where it is gone.</param>
/// <param name="SitsOn">The table that it is on now; null where it is gone.</param>
/// <param name="IsAstray">Whether that is another table than the mapping names, or the trigger has another name.</param>
/// <param name="Object">Whether it is there as migrate left it.</param>
internal sealed record InstalledTrigger(string Schema, string Table, string Name, int? Id, string? SitsOn, bool IsAstray, InstalledObject Object)
{
    /// <summary>Its name with its schema.</summary>
    public string Qualified => TriggerSteps.Qualified(Schema, Name);

    /// <summary>The same for a person; with where it is, if that is elsewhere.</summary>
    public string Told => IsAstray ? $"{Qualified} on {SitsOn}" : Qualified;
}
