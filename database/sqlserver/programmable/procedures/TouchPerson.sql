/*
  Purpose     Says that a person's attributes may have changed: for writes that no trigger sees, such as a bulk load. What
              is current is read when it is sent; unchanged attributes cost no request.
  Caller      Apps, in the transaction that writes (role outbox_writer). @Help = 1 explains.
  Locks       It only INSERTs, a row that no other session waits for.
  On failure  Bad input is refused before anything is written: error 50474. XACT_ABORT is off inside, so that a caller who
              catches the error keeps the transaction.
*/
CREATE OR ALTER PROCEDURE outbox.TouchPerson
    @PersonKey nvarchar(4000) = NULL,
    @Help      bit            = 0
AS
-- What an insert beside a filtered index needs, whatever the session has. All of it reverts at the end.
SET NOCOUNT ON;
SET ROWCOUNT 0;   -- a sequence is refused under it
SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
SET NUMERIC_ROUNDABORT OFF;
SET XACT_ABORT OFF;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.TouchPerson @PersonKey = N''42''';
    PRINT N'@PersonKey  the person''s key as the people table has it, without prefix.';
    RETURN;
END;

SET @PersonKey = RTRIM(@PersonKey);

IF @PersonKey IS NULL OR @PersonKey = N'' OR outbox.Utf8Length(@PersonKey) > 150
    THROW 50474, N'OBX474: outbox.TouchPerson refuses @PersonKey: it is NULL, empty, or has more than 150 bytes. Give the key as the people table has it.', 1;

INSERT INTO outbox.Message (Kind, CapturedBy, PersonKey, Lane)
VALUES
(
    'touch',
    N'people',
    @PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(@PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15
);
