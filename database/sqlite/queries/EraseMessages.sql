-- A person's rows: what stays is number, kind, times and status. Those that are pending are cancelled. A guest's row that
-- was never shaped has neither key nor id, but the e-mail.
UPDATE outbox_Message
SET EventId    = NULL,
    PersonKey  = NULL,
    PersonId   = NULL,
    Captured   = NULL,
    Properties = NULL,
    Reason     = iif(Status = 'pending', 'OBX478: the person is forgotten', substr(Reason, 1, 6)),
    Status     = iif(Status = 'pending', 'skipped', Status)
WHERE PersonKey = @personKey
   OR PersonId = @personId
   OR (Kind = 'merge' AND Status <> 'pending' AND Captured ->> '$.into' = @personKey)
   OR (PersonKey IS NULL AND PersonId IS NULL AND Status <> 'pending' AND instr(lower(Captured), '"' || @email || '"') > 0);
