/*
  Purpose     Says, in the caller's transaction, that two customers are one: @FromKey is gone, or has become @IntoKey. Rows
              of the former key become the person's, and what Customer.io has of it is merged into the person's profile.
              Saying it again does no harm.
  Caller      Apps, in the role outbox_writer, where the shop merges accounts. A change of a key in the people table is seen
              by its trigger. @Help = 1 explains.
  Locks       It only INSERTs, rows that no other session waits for.
  On failure  Bad input is refused before anything is written: error 50474. XACT_ABORT is off inside, so that a caller who
              catches the error keeps the transaction.
  Notes       A merge cannot be undone. While the people table still has a row for @FromKey, that row is a person of its
              own: remove it, or its next row makes the profile anew.
*/
CREATE OR ALTER PROCEDURE outbox.MergePeople
    @FromKey nvarchar(4000) = NULL,
    @IntoKey nvarchar(4000) = NULL,
    @Help    bit            = 0
AS
-- What an insert beside a filtered index needs, whatever the session has. All of it reverts at the end.
SET NOCOUNT ON;
SET ROWCOUNT 0;   -- a sequence is refused under it
SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
SET NUMERIC_ROUNDABORT OFF;
SET XACT_ABORT OFF;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.MergePeople @FromKey = N''41'', @IntoKey = N''42''';
    PRINT N'@FromKey  the key that is gone.';
    PRINT N'@IntoKey  the key of the person who stays, as the people table has it, without prefix.';
    RETURN;
END;

SET @FromKey = RTRIM(@FromKey);
SET @IntoKey = RTRIM(@IntoKey);

IF @FromKey IS NULL OR @FromKey = N'' OR outbox.Utf8Length(@FromKey) > 150
    OR @IntoKey IS NULL OR @IntoKey = N'' OR outbox.Utf8Length(@IntoKey) > 150
    OR @FromKey COLLATE Latin1_General_100_BIN2 = @IntoKey
    THROW 50474, N'OBX474: outbox.MergePeople refuses its keys: one is NULL, empty or has more than 150 bytes, or both are the same. Give the keys as the people table has them.', 1;

-- Who stays first: a merge needs the profile at Customer.io.
INSERT INTO outbox.Message (Kind, CapturedBy, PersonKey, Lane)
VALUES
(
    'touch',
    N'people',
    @IntoKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(@IntoKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15
);

INSERT INTO outbox.Message (Kind, CapturedBy, PersonKey, Lane, Captured)
VALUES
(
    'merge',
    N'MergePeople',
    @FromKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(@FromKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15,
    (SELECT @IntoKey AS [into] FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
);
