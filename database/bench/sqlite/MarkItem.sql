UPDATE bench_Item
SET Status = 'sent', SentAt = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE ItemId = @id;
