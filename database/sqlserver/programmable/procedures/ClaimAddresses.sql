/*
  Purpose     Notes the addresses (e-mails, phones) that people are about to be identified with, and says which another person has.
              Customer.io would give that person's profile another id, or ignore the whole identify. The set: (PersonId, Kind,
              OtherId), who goes without the address, and who has it: N'' where it is blocked, since somebody else with it was
              suppressed (Customer.io: "you cannot add another person with the same ID or email address").
  Caller      The dispatcher, before it identifies people whose attributes have changed. NULL: the person has no e-mail.
  Locks       The application lock outbox.address, exclusively, until the end: two people must not get one e-mail because
              two dispatchers asked at once. It is the dispatchers' own. Exclusive, on the rows of these people.
  On failure  Nothing is noted; the caller tries again. 50450: the lock was not got.
  Notes       Who has it keeps it. An e-mail that somebody gives up is free once the identify without it was accepted
              (outbox.ReleaseAddresses), which touches those who wait for it. A guest has no key (N''), gets no e-mail that a
              customer asks for, and waits for none.
*/
CREATE OR ALTER PROCEDURE outbox.ClaimAddresses
    @Addresses outbox.AddressList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Locked int;
DECLARE @Refused TABLE
(
    PersonId nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Kind     varchar(5)    COLLATE Latin1_General_100_BIN2 NOT NULL,
    OtherId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY (PersonId, Kind)
);

BEGIN TRANSACTION;

EXEC @Locked = sp_getapplock
    @Resource = N'outbox.address', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000, @DbPrincipal = N'outbox_dispatcher';

IF @Locked < 0
    THROW 50450, N'outbox.ClaimAddresses: the application lock outbox.address was not got within 5 s. Another dispatcher holds it; it is tried again.', 1;

INSERT @Refused (PersonId, Kind, OtherId)
SELECT x.PersonId, x.Kind, MIN(x.OtherId)
FROM
(
    SELECT n.PersonId, n.Kind, e.PersonId AS OtherId
    FROM @Addresses AS n
    INNER JOIN outbox.Address AS e ON e.AddressHash = n.AddressHash
    WHERE e.PersonId <> n.PersonId
    UNION ALL
    SELECT n.PersonId, n.Kind, e.PersonId AS OtherId
    FROM @Addresses AS n
    INNER JOIN outbox.Address AS e ON e.Former = n.AddressHash
    WHERE e.Former IS NOT NULL AND e.PersonId <> n.PersonId
    UNION ALL
    SELECT n.PersonId, n.Kind, e.PersonId AS OtherId
    FROM @Addresses AS n
    INNER JOIN outbox.Address AS e ON e.Wanted = n.AddressHash
    WHERE e.Wanted IS NOT NULL AND e.PersonId <> n.PersonId AND n.PersonKey = N''
    UNION ALL
    SELECT n.PersonId, n.Kind, N'' AS OtherId
    FROM @Addresses AS n
    INNER JOIN outbox.Removal AS b WITH (FORCESEEK) ON b.EmailHash = n.AddressHash
    WHERE b.EmailHash IS NOT NULL AND b.Kind IN ('suppress', 'forget') AND b.PersonHash <> n.PersonHash
) AS x
GROUP BY x.PersonId, x.Kind;

-- Of two who ask for a free one at once, the first by id, but a customer before a guest.
INSERT @Refused (PersonId, Kind, OtherId)
SELECT n.PersonId, n.Kind, f.PersonId
FROM @Addresses AS n
INNER JOIN
(
    SELECT o.AddressHash, ISNULL(MIN(CASE WHEN o.PersonKey <> N'' THEN o.PersonId END), MIN(o.PersonId)) AS PersonId
    FROM @Addresses AS o
    WHERE NOT EXISTS (SELECT 1 FROM @Refused AS r WHERE r.PersonId = o.PersonId AND r.Kind = o.Kind)
    GROUP BY o.AddressHash
) AS f ON f.AddressHash = n.AddressHash
WHERE f.PersonId <> n.PersonId
  AND NOT EXISTS (SELECT 1 FROM @Refused AS r WHERE r.PersonId = n.PersonId AND r.Kind = n.Kind);

UPDATE e
SET Former    = CASE
                    WHEN r.PersonId IS NULL AND n.AddressHash = e.AddressHash THEN e.Former
                    ELSE COALESCE(e.Former, e.AddressHash)
                END,
    AddressHash = CASE WHEN r.PersonId IS NULL THEN n.AddressHash END,
    Wanted    = CASE WHEN r.PersonId IS NULL OR n.PersonKey = N'' THEN NULL ELSE n.AddressHash END,
    PersonKey = n.PersonKey,
    NotedAt   = SYSUTCDATETIME()
FROM outbox.Address AS e WITH (FORCESEEK)
INNER JOIN @Addresses AS n ON n.PersonId = e.PersonId AND n.Kind = e.Kind
LEFT JOIN @Refused AS r ON r.PersonId = n.PersonId AND r.Kind = n.Kind;

INSERT outbox.Address (PersonId, Kind, PersonKey, AddressHash, Wanted)
SELECT
    n.PersonId,
    n.Kind,
    n.PersonKey,
    CASE WHEN r.PersonId IS NULL THEN n.AddressHash END,
    CASE WHEN r.PersonId IS NULL OR n.PersonKey = N'' THEN NULL ELSE n.AddressHash END
FROM @Addresses AS n
LEFT JOIN @Refused AS r ON r.PersonId = n.PersonId AND r.Kind = n.Kind
WHERE NOT EXISTS (SELECT 1 FROM outbox.Address AS e WITH (FORCESEEK) WHERE e.PersonId = n.PersonId AND e.Kind = n.Kind);

COMMIT TRANSACTION;

SELECT PersonId, Kind, OtherId
FROM @Refused;
