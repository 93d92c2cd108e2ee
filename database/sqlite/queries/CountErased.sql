-- The proof says how many rows went.
UPDATE outbox_Removal
SET RowsErased = coalesce(RowsErased, 0)
    + (SELECT COUNT(*) FROM outbox_Message WHERE PersonKey = @personKey OR PersonId = @personId
        OR (PersonKey IS NULL AND PersonId IS NULL AND Status <> 'pending' AND instr(lower(Captured), '"' || @email || '"') > 0))
WHERE PersonHash = @personHash;
