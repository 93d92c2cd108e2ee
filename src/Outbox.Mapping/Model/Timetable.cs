namespace Outbox.Mapping.Model;

/// <summary>When something comes due.</summary>
/// <param name="Name">Its name among the schedules.</param>
/// <param name="Cron">Five-field cron expression.</param>
/// <param name="CronZone">The IANA zone of the cron expression; null for the mapping's.</param>
public sealed record Timetable(string Name, string Cron, string? CronZone);
