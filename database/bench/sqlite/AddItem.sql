INSERT INTO bench_Item (ItemId, Item) VALUES (@id, @item);
