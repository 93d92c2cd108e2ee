/*
  Purpose     Frees the e-mails that people no longer have at Customer.io: those given up by an identify that was accepted,
              and those of people who were removed. Who waits for one is touched, and claims it with the next identify.
  Caller      outbox.CompleteMessages, in its transaction.
  Locks       Exclusive, on the rows of these people.
  On failure  The caller's transaction is rolled back.
*/
CREATE OR ALTER PROCEDURE outbox.ReleaseEmails
    @People    outbox.PersonList READONLY,
    @Forgotten outbox.KeyList    READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;

DECLARE @Free TABLE (EmailHash varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL);

INSERT @Free (EmailHash)
SELECT e.Former
FROM outbox.Email AS e
INNER JOIN @People AS p ON p.PersonId = e.PersonId
WHERE p.AttributesHash IS NOT NULL AND e.Former IS NOT NULL;

UPDATE e
SET Former = NULL
FROM outbox.Email AS e
INNER JOIN @People AS p ON p.PersonId = e.PersonId
WHERE p.AttributesHash IS NOT NULL AND e.Former IS NOT NULL;

INSERT @Free (EmailHash)
SELECT x.EmailHash
FROM
(
    SELECT e.EmailHash
    FROM outbox.Email AS e
    INNER JOIN @Forgotten AS f ON f.[Key] = e.PersonId
    UNION ALL
    SELECT e.Former
    FROM outbox.Email AS e
    INNER JOIN @Forgotten AS f ON f.[Key] = e.PersonId
) AS x
WHERE x.EmailHash IS NOT NULL;

DELETE e
FROM outbox.Email AS e
INNER JOIN @Forgotten AS f ON f.[Key] = e.PersonId;

INSERT outbox.Message (Kind, CapturedBy, PersonKey, Lane)
SELECT
    'touch',
    N'people.email',
    e.PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(e.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15
FROM outbox.Email AS e
WHERE EXISTS (SELECT 1 FROM @Free AS f WHERE f.EmailHash = e.Wanted);
