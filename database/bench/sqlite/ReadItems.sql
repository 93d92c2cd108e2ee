SELECT ItemId, Item
FROM bench_Item
WHERE Status = 'pending'
ORDER BY ItemId
LIMIT @limit;
