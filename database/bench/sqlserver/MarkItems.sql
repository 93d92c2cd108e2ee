UPDATE i
SET Status = 'sent', SentAt = SYSUTCDATETIME()
FROM bench.Item AS i
INNER JOIN OPENJSON(@ids) WITH (ItemId int '$') AS m ON m.ItemId = i.ItemId;
