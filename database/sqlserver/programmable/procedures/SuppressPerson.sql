/*
  Purpose     Has Customer.io remove a person and take nothing of them any more. Rows of the person, those that wait included,
              are skipped from then on, until outbox.UnsuppressPerson. The shop's own row is not touched.
  Caller      Operators, in the role outbox_operator, and apps in the role outbox_writer, in their own transaction.
              @Help = 1 explains; @Execute = 'N' prints what it would do.
  Locks       It only INSERTs, a row that no other session waits for.
  On failure  Bad input is refused before anything is written: errors 50473 to 50475.
*/
CREATE OR ALTER PROCEDURE outbox.SuppressPerson
    @PersonKey nvarchar(4000) = NULL,
    @Email     nvarchar(4000) = NULL,
    @Execute   char(1)        = 'Y',
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
    PRINT N'EXEC outbox.SuppressPerson @PersonKey = N''42'', @Execute = ''Y''';
    PRINT N'@PersonKey  the person''s key as the people table has it, without prefix.';
    PRINT N'@Email      instead of a key: the e-mail of a guest, who has none.';
    PRINT N'@Execute    ''N'' tells what would be done and changes nothing.';
    RETURN;
END;

SET @Email = LTRIM(RTRIM(@Email));
SET @PersonKey = RTRIM(@PersonKey);

IF (@PersonKey IS NULL AND @Email IS NULL) OR (@PersonKey IS NOT NULL AND @Email IS NOT NULL)
    THROW 50475, N'OBX475: outbox.SuppressPerson takes @PersonKey or @Email: one of them, a guest''s e-mail only where there is no key.', 1;

IF @Email IS NOT NULL AND (CHARINDEX(N'@', @Email) = 0 OR LEN(@Email) > 400)
    THROW 50473, N'OBX473: outbox.SuppressPerson refuses @Email: it holds no @, or has more than 400 characters.', 1;

IF @PersonKey = N'' OR outbox.Utf8Length(@PersonKey) > 150
    THROW 50474, N'OBX474: outbox.SuppressPerson refuses @PersonKey: it is empty, or has more than 150 bytes. Give the key as the people table has it.', 1;

IF @Execute IS NULL OR @Execute NOT IN ('Y', 'N')
    THROW 50475, N'OBX475: outbox.SuppressPerson: @Execute must be ''Y'' or ''N''.', 1;

IF @Execute = 'N'
BEGIN
    PRINT N'A suppression would be queued, after which rows of this person are skipped.';
    RETURN;
END;

INSERT INTO outbox.Message (Kind, CapturedBy, PersonKey, Lane, Captured)
VALUES
(
    'suppress',
    N'SuppressPerson',
    @PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
        UPPER(COALESCE(@PersonKey, @Email) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15,
    CASE WHEN @Email IS NOT NULL THEN (SELECT @Email AS guest_email FOR JSON PATH, WITHOUT_ARRAY_WRAPPER) END
);
