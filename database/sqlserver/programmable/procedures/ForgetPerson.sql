/*
  Purpose     Forgets a person: their data goes from everywhere in the outbox (payloads, keys, details of faults and requests),
              rows that wait are cancelled, and Customer.io removes the person and takes nothing of them any more. What stays
              is a row in outbox.Removal with a hash of the id, as the proof. The shop's own rows are not touched, and are
              the shop's to erase. A guest who was not linked to the customer is forgotten by the e-mail.
  Caller      Operators, in the role outbox_operator. Not in a transaction of the shop's: it goes through the whole
              outbox. @Help = 1 explains; @Execute = 'N' prints what it would do.
  Locks       As outbox.ErasePerson.
  On failure  Bad input is refused before anything is written: errors 50473 to 50475.
              What is erased stays erased; it can be run again.
*/
CREATE OR ALTER PROCEDURE outbox.ForgetPerson
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
    PRINT N'EXEC outbox.ForgetPerson @PersonKey = N''42'', @Execute = ''Y''';
    PRINT N'@PersonKey  the person''s key as the people table has it, without prefix.';
    PRINT N'@Email      instead of a key: the e-mail of a guest, who has none.';
    PRINT N'@Execute    ''N'' tells what would be done and changes nothing.';
    RETURN;
END;

SET @Email = LTRIM(RTRIM(@Email));
SET @PersonKey = RTRIM(@PersonKey);

IF (@PersonKey IS NULL AND @Email IS NULL) OR (@PersonKey IS NOT NULL AND @Email IS NOT NULL)
    THROW 50475, N'OBX475: outbox.ForgetPerson takes @PersonKey or @Email: one of them, a guest''s e-mail only where there is no key.', 1;

IF @Email IS NOT NULL AND (CHARINDEX(N'@', @Email) = 0 OR LEN(@Email) > 400)
    THROW 50473, N'OBX473: outbox.ForgetPerson refuses @Email: it holds no @, or has more than 400 characters.', 1;

IF @PersonKey = N'' OR outbox.Utf8Length(@PersonKey) > 150
    THROW 50474, N'OBX474: outbox.ForgetPerson refuses @PersonKey: it is empty, or has more than 150 bytes. Give the key as the people table has it.', 1;

IF @Execute IS NULL OR @Execute NOT IN ('Y', 'N')
    THROW 50475, N'OBX475: outbox.ForgetPerson: @Execute must be ''Y'' or ''N''.', 1;

IF @Execute = 'N'
BEGIN
    PRINT N'A removal would be queued, and the person''s data erased from the outbox.';
    RETURN;
END;

INSERT INTO outbox.Message (Kind, CapturedBy, PersonKey, Lane, Captured)
VALUES
(
    'forget',
    N'ForgetPerson',
    @PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
        UPPER(COALESCE(@PersonKey, @Email) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15,
    CASE WHEN @Email IS NOT NULL THEN (SELECT @Email AS guest_email FOR JSON PATH, WITHOUT_ARRAY_WRAPPER) END
);

-- At once, as far as a key tells; the rest (a guest's rows, what was under way) once Customer.io has removed the person.
-- The newest row that asks for it keeps the key until then.
IF @PersonKey IS NOT NULL
BEGIN
    DECLARE @KeepRow bigint =
    (
        SELECT MAX(MessageId)
        FROM outbox.Message
        WHERE Kind = 'forget' AND Status = 'pending' AND PersonKey = @PersonKey
    );
    EXEC outbox.ErasePerson @PersonKey = @PersonKey, @KeepRow = @KeepRow;
END;
