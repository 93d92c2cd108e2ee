using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>SQL made from the mapping.</summary>
public abstract record GeneratedObject(string Name, string Sql);

/// <summary>A trigger: the statement that creates it.</summary>
/// <param name="Name">The trigger's name.</param>
/// <param name="Table">The table that it stands on.</param>
/// <param name="Sql">The whole <c>CREATE TRIGGER</c> statement.</param>
public sealed record GeneratedTrigger(string Name, TableName Table, string Sql) : GeneratedObject(Name, Sql)
{
    /// <summary>The statements that it fires for, where one trigger has several (SQL Server).</summary>
    public IReadOnlyList<WriteOperation> Operations { get; init; } = [];
}

/// <summary>
/// A read or insert that the dispatcher runs: on SQL Server a procedure, on SQLite a statement kept in
/// <c>outbox_Module</c>.
/// </summary>
/// <param name="Name"><c>ReadPeople</c>, <c>Related_CAPTUREDBY</c> or <c>Due_SCHEDULE</c>.</param>
/// <param name="Sql">Its text.</param>
public sealed record GeneratedModule(string Name, string Sql) : GeneratedObject(Name, Sql)
{
    /// <summary>The role that may execute it on SQL Server.</summary>
    public string Role { get; init; } = "outbox_dispatcher";
}
