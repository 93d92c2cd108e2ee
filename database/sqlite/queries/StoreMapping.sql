INSERT INTO outbox_Mapping (Text, Catalog, Hash) VALUES (@text, @catalog, @hash);
