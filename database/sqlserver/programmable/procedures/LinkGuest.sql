/*
  Purpose     Says, in the caller's transaction, that a guest is a customer: whoever bought under this e-mail without an
              account has the account with this key. The guest's rows, those that wait included, become the customer's, and
              what Customer.io has of the guest is merged into the customer's profile, some time after that was accepted.
              Saying it again does no harm.
  Caller      Apps, in the role outbox_writer, where somebody with orders makes an account or claims an order. A table that
              people.guests names is watched anyway: a row whose person column goes from NULL to a key says the same.
              @Help = 1 explains.
  Locks       It only INSERTs, rows that no other session waits for.
  On failure  Bad input is refused before anything is written: errors 50473 and 50474. XACT_ABORT is off inside, so that a
              caller who catches the error keeps the transaction.
  Notes       A merge cannot be undone.
*/
CREATE OR ALTER PROCEDURE outbox.LinkGuest
    @Email     nvarchar(4000) = NULL,
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
    PRINT N'EXEC outbox.LinkGuest @Email = N''ann@example.com'', @PersonKey = N''42''';
    PRINT N'@Email      the e-mail under which the guest bought.';
    PRINT N'@PersonKey  the customer''s key as the people table has it, without prefix.';
    RETURN;
END;

SET @Email = LTRIM(RTRIM(@Email));
SET @PersonKey = RTRIM(@PersonKey);

IF @Email IS NULL OR CHARINDEX(N'@', @Email) = 0 OR LEN(@Email) > 400
    THROW 50473, N'OBX473: outbox.LinkGuest refuses @Email: it is NULL, holds no @, or has more than 400 characters. Give the e-mail under which the guest bought.', 1;

IF @PersonKey IS NULL OR @PersonKey = N'' OR outbox.Utf8Length(@PersonKey) > 150
    THROW 50474, N'OBX474: outbox.LinkGuest refuses @PersonKey: it is NULL, empty, or has more than 150 bytes. Give the customer''s key as the people table has it.', 1;

-- The customer first: a merge needs the profile at Customer.io.
INSERT INTO outbox.Message (Kind, CapturedBy, PersonKey, Lane)
VALUES
(
    'touch',
    N'people',
    @PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(@PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15
);

INSERT INTO outbox.Message (Kind, CapturedBy, Lane, Captured)
VALUES
(
    'merge',
    N'LinkGuest',
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(@Email COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15,
    (SELECT @Email AS guest_email, @PersonKey AS [into] FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
);
