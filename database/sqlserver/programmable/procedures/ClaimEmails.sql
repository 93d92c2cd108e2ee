/*
  Purpose     Notes the e-mails that people are about to be identified with, and says which of them another person has.
              Customer.io would give that person's profile another id, or ignore the whole identify. The set: (PersonId,
              OtherId), who goes without the e-mail, and who has it: N'' where it is blocked, since somebody else with it was
              suppressed (Customer.io: "you cannot add another person with the same ID or email address").
  Caller      The dispatcher, before it identifies people whose attributes have changed. NULL: the person has no e-mail.
  Locks       The application lock outbox.email, exclusively, until the end: two people must not get one e-mail because
              two dispatchers asked at once. It is the dispatchers' own. Exclusive, on the rows of these people.
  On failure  Nothing is noted; the caller tries again. 50450: the lock was not got.
  Notes       Who has it keeps it. An e-mail that somebody gives up is free once the identify without it was accepted
              (outbox.ReleaseEmails), which touches those who wait for it. A guest has no key (N''), gets no e-mail that a
              customer asks for, and waits for none.
*/
CREATE OR ALTER PROCEDURE outbox.ClaimEmails
    @Emails outbox.EmailList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Locked int;
DECLARE @Refused TABLE
(
    PersonId nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    OtherId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL
);

BEGIN TRANSACTION;

EXEC @Locked = sp_getapplock
    @Resource = N'outbox.email', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000, @DbPrincipal = N'outbox_dispatcher';

IF @Locked < 0
    THROW 50450, N'outbox.ClaimEmails: the application lock outbox.email was not got within 5 s. Another dispatcher holds it; it is tried again.', 1;

INSERT @Refused (PersonId, OtherId)
SELECT x.PersonId, MIN(x.OtherId)
FROM
(
    SELECT n.PersonId, e.PersonId AS OtherId
    FROM @Emails AS n
    INNER JOIN outbox.Email AS e ON e.EmailHash = n.EmailHash
    WHERE e.PersonId <> n.PersonId
    UNION ALL
    SELECT n.PersonId, e.PersonId AS OtherId
    FROM @Emails AS n
    INNER JOIN outbox.Email AS e ON e.Former = n.EmailHash
    WHERE e.Former IS NOT NULL AND e.PersonId <> n.PersonId
    UNION ALL
    SELECT n.PersonId, e.PersonId AS OtherId
    FROM @Emails AS n
    INNER JOIN outbox.Email AS e ON e.Wanted = n.EmailHash
    WHERE e.Wanted IS NOT NULL AND e.PersonId <> n.PersonId AND n.PersonKey = N''
    UNION ALL
    SELECT n.PersonId, N'' AS OtherId
    FROM @Emails AS n
    INNER JOIN outbox.Removal AS b ON b.EmailHash = n.EmailHash
    WHERE b.EmailHash IS NOT NULL AND b.Kind IN ('suppress', 'forget') AND b.PersonHash <> n.PersonHash
) AS x
GROUP BY x.PersonId;

-- Of two who ask for a free one at once, the first by id, but a customer before a guest.
INSERT @Refused (PersonId, OtherId)
SELECT n.PersonId, f.PersonId
FROM @Emails AS n
INNER JOIN
(
    SELECT o.EmailHash, ISNULL(MIN(CASE WHEN o.PersonKey <> N'' THEN o.PersonId END), MIN(o.PersonId)) AS PersonId
    FROM @Emails AS o
    WHERE NOT EXISTS (SELECT 1 FROM @Refused AS r WHERE r.PersonId = o.PersonId)
    GROUP BY o.EmailHash
) AS f ON f.EmailHash = n.EmailHash
WHERE f.PersonId <> n.PersonId
  AND NOT EXISTS (SELECT 1 FROM @Refused AS r WHERE r.PersonId = n.PersonId);

UPDATE e
SET Former    = CASE
                    WHEN r.PersonId IS NULL AND n.EmailHash = e.EmailHash THEN e.Former
                    ELSE COALESCE(e.Former, e.EmailHash)
                END,
    EmailHash = CASE WHEN r.PersonId IS NULL THEN n.EmailHash END,
    Wanted    = CASE WHEN r.PersonId IS NULL OR n.PersonKey = N'' THEN NULL ELSE n.EmailHash END,
    PersonKey = n.PersonKey,
    NotedAt   = SYSUTCDATETIME()
FROM outbox.Email AS e WITH (FORCESEEK)
INNER JOIN @Emails AS n ON n.PersonId = e.PersonId
LEFT JOIN @Refused AS r ON r.PersonId = n.PersonId;

INSERT outbox.Email (PersonId, PersonKey, EmailHash, Wanted)
SELECT
    n.PersonId,
    n.PersonKey,
    CASE WHEN r.PersonId IS NULL THEN n.EmailHash END,
    CASE WHEN r.PersonId IS NULL OR n.PersonKey = N'' THEN NULL ELSE n.EmailHash END
FROM @Emails AS n
LEFT JOIN @Refused AS r ON r.PersonId = n.PersonId
WHERE NOT EXISTS (SELECT 1 FROM outbox.Email AS e WITH (FORCESEEK) WHERE e.PersonId = n.PersonId);

COMMIT TRANSACTION;

SELECT PersonId, OtherId
FROM @Refused;
