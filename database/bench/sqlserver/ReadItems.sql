SELECT TOP (@limit) ItemId, Item
FROM bench.Item
WHERE Status = 'pending'
ORDER BY ItemId;
