SELECT TOP (1) Hash FROM outbox.Mapping ORDER BY MappingId DESC;
