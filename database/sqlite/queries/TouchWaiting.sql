-- Who waits for an address that these people no longer have: @people gave one up, @forgotten are gone.
INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
SELECT 'touch', 'people.email', w.PersonKey
FROM outbox_Address AS w
WHERE w.Wanted IN
(
    SELECT e.Former
    FROM outbox_Address AS e
    WHERE e.Former IS NOT NULL
      AND e.PersonId IN (SELECT value FROM json_each(@people) UNION SELECT value FROM json_each(@forgotten))
    UNION
    SELECT e.AddressHash
    FROM outbox_Address AS e
    WHERE e.AddressHash IS NOT NULL
      AND e.PersonId IN (SELECT value FROM json_each(@forgotten))
);
