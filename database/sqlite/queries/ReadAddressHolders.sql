-- Who has one of these addresses, or gives it up with an identify that was not accepted yet; and who waits for one, to whom a
-- guest gives way.
SELECT e.PersonId, h.value AS AddressHash, e.Wanted IS h.value AS Waits
FROM json_each(@hashes) AS h
INNER JOIN outbox_Address AS e ON e.AddressHash = h.value OR e.Former = h.value OR e.Wanted = h.value
ORDER BY Waits, e.PersonId;
