SELECT Text, Catalog, StoredAt FROM outbox_Mapping ORDER BY MappingId DESC LIMIT 1;
