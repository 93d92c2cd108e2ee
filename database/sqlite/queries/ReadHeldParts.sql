-- The parts of the mapping whose rows wait for a definition that does not fit.
SELECT Part, Error, Subject, Line, HeldAt
FROM outbox_Held
ORDER BY Part;
