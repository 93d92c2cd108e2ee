UPDATE outbox_Operation
SET EndedAt = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), RowsChanged = @rows
WHERE OperationId = @operationId;
