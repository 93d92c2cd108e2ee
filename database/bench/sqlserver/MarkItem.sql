UPDATE bench.Item
SET Status = 'sent', SentAt = SYSUTCDATETIME()
WHERE ItemId = @id;
