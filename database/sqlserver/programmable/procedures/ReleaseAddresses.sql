/*
  Purpose     Frees the e-mails that people no longer have at Customer.io: those given up by an identify that was accepted,
              and those of people who were removed. Who waits for one is touched, and claims it with the next identify.
  Caller      outbox.CompleteMessages, in its transaction.
  Locks       Where something is freed: the application lock outbox.address, exclusively, until the end, as outbox.ClaimAddresses
              has it. Without it a claim that was refused a moment before, and is not committed, would not be seen to wait,
              and nobody would wake it: the customer would stay without the e-mail for good. Exclusive, on the rows of these
              people. Nobody who holds the lock waits for a row of outbox.Message or outbox.Person: no circle.
  On failure  The caller's transaction is rolled back. 50450: the lock was not got; the caller tries again.
  Notes       Whether a person gives one up is looked at before the lock is taken: it was noted by the claim before the
              identify, which was committed before the request.
*/
CREATE OR ALTER PROCEDURE outbox.ReleaseAddresses
    @People    outbox.PersonList READONLY,
    @Forgotten outbox.KeyList    READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Locked int;
DECLARE @Free TABLE (AddressHash varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL);

IF NOT EXISTS (SELECT 1 FROM @Forgotten)
    AND NOT EXISTS
    (
        SELECT 1
        FROM @People AS p
        INNER JOIN outbox.Address AS e WITH (FORCESEEK) ON e.PersonId = p.PersonId
        WHERE p.AttributesHash IS NOT NULL AND e.Former IS NOT NULL
    )
    RETURN;

EXEC @Locked = sp_getapplock
    @Resource = N'outbox.address', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000, @DbPrincipal = N'outbox_dispatcher';

IF @Locked < 0
    THROW 50450, N'outbox.ReleaseAddresses: the application lock outbox.address was not got within 5 s. Another dispatcher holds it; it is tried again.', 1;

INSERT @Free (AddressHash)
SELECT e.Former
FROM outbox.Address AS e WITH (FORCESEEK)
INNER JOIN @People AS p ON p.PersonId = e.PersonId
WHERE p.AttributesHash IS NOT NULL AND e.Former IS NOT NULL;

UPDATE e
SET Former = NULL
FROM outbox.Address AS e WITH (FORCESEEK)
INNER JOIN @People AS p ON p.PersonId = e.PersonId
WHERE p.AttributesHash IS NOT NULL AND e.Former IS NOT NULL;

INSERT @Free (AddressHash)
SELECT x.AddressHash
FROM
(
    SELECT e.AddressHash
    FROM outbox.Address AS e WITH (FORCESEEK)
    INNER JOIN @Forgotten AS f ON f.[Key] = e.PersonId
    UNION ALL
    SELECT e.Former
    FROM outbox.Address AS e WITH (FORCESEEK)
    INNER JOIN @Forgotten AS f ON f.[Key] = e.PersonId
) AS x
WHERE x.AddressHash IS NOT NULL;

DELETE e
FROM outbox.Address AS e WITH (FORCESEEK)
INNER JOIN @Forgotten AS f ON f.[Key] = e.PersonId;

INSERT outbox.Message (Kind, CapturedBy, PersonKey, Lane)
SELECT
    'touch',
    N'people.email',
    e.PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(e.PersonKey)), 1, 1)) & 15
FROM outbox.Address AS e WITH (FORCESEEK)
INNER JOIN (SELECT DISTINCT AddressHash FROM @Free) AS f ON f.AddressHash = e.Wanted
WHERE e.Wanted IS NOT NULL;
