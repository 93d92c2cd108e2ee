namespace Outbox.Mapping.Model;

/// <summary>
/// A table or view as the mapping names it. An engine without schemas (SQLite) ignores <see cref="Schema"/>.
/// </summary>
/// <param name="Schema">The part before the dot; null where there is none (SQL Server then takes <c>dbo</c>).</param>
/// <param name="Name">The object's name.</param>
public sealed record TableName(string? Schema, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
