-- Who was removed.
SELECT r.PersonHash, r.Kind
FROM json_each(@hashes) AS h
INNER JOIN outbox_Removal AS r ON r.PersonHash = h.value;
