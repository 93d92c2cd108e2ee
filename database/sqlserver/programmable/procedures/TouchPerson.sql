/*
  Purpose     Says that a person's attributes may have changed: for writes that no trigger sees, such as a bulk load. What
              is current is read when it is sent; unchanged attributes cost no request.
  Caller      Apps, in the transaction that writes (role outbox_writer). @Help = 1 explains.
  Locks       None that another session waits for: one row is inserted.
  On failure  Nothing is inserted.
*/
CREATE OR ALTER PROCEDURE outbox.TouchPerson
    @PersonKey nvarchar(400) = NULL,
    @Help      bit           = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.TouchPerson @PersonKey = N''42''   -- the key as the people table has it, without prefix';
    RETURN;
END;

IF @PersonKey IS NULL OR LEN(@PersonKey) = 0
    THROW 50031, N'outbox.TouchPerson: @PersonKey is missing. It is the key as the people table has it, without prefix.', 1;

SET @PersonKey = RTRIM(@PersonKey);

INSERT outbox.Message (Kind, CapturedBy, PersonKey, Lane)
VALUES
(
    'touch',
    N'people',
    @PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(@PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15
);
