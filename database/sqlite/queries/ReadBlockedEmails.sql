-- E-mails that are blocked with a person who was suppressed.
SELECT r.EmailHash, r.PersonHash
FROM json_each(@hashes) AS h
INNER JOIN outbox_Removal AS r ON r.EmailHash = h.value
WHERE r.EmailHash IS NOT NULL AND r.Kind IN ('suppress', 'forget');
