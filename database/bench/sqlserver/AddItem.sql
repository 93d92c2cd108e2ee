INSERT INTO bench.Item (ItemId, Item) VALUES (@id, @item);
