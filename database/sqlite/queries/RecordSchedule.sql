UPDATE outbox_Schedule
SET LastSuccessAt = CASE WHEN @events IS NULL THEN LastSuccessAt ELSE @windowTo END,
    LastEvents    = COALESCE(@events, LastEvents),
    LastFailureAt = CASE WHEN @events IS NULL THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE LastFailureAt END
WHERE Name = @name
  AND EXISTS (SELECT 1 FROM outbox_Lane WHERE Lane = 0 AND Token = @token AND Owner = @owner);
