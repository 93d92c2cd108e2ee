/*
  Purpose     Writes an event in the caller's transaction, for facts that no table shows. The event id is made of the name
              and the key (order_rated:1001): the same fact emitted twice is sent once. Nothing of the mapping is needed;
              the dispatcher takes the properties as they are. A type that outbox.EventType does not know is rehearsed
              (sent as shadow_…).
  Caller      Apps, in the role outbox_writer. @Help = 1 explains.
  Locks       It only INSERTs, a row that no other session waits for. The switches are read without locks.
  On failure  Bad input is refused before anything is written: errors 50440 to 50444, which say what, where and how to mend
              it. XACT_ABORT is off inside, so that a caller who catches the error keeps the transaction; one who does
              not should have XACT_ABORT ON.
  Notes       Shadow names count: an event's name has at most 93 characters. @OccurredAt without an offset is UTC. Where a
              switch is off (outbox.EventType.IsCaptured, or the session's), nothing is written but a fault, OBX430.
*/
CREATE OR ALTER PROCEDURE outbox.EmitEvent
    @EventName  nvarchar(4000)    = NULL,
    @PersonKey  nvarchar(4000)    = NULL,
    @EventKey   nvarchar(4000)    = NULL,
    @EventKey2  nvarchar(4000)    = NULL,
    @EventKey3  nvarchar(4000)    = NULL,
    @OccurredAt datetimeoffset(3) = NULL,
    @Properties nvarchar(max)     = NULL,
    @EventId    nvarchar(255)     = NULL OUTPUT,
    @Help       bit               = 0
AS
-- What an insert beside a filtered index needs, whatever the session has. All of it reverts at the end.
SET NOCOUNT ON;
SET ROWCOUNT 0;   -- a sequence is refused under it
SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
SET NUMERIC_ROUNDABORT OFF;
SET XACT_ABORT OFF;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.EmitEvent @EventName = N''order_rated'', @PersonKey = N''42'', @EventKey = N''1001'', @Properties = N''{"stars":5}''';
    PRINT N'@EventName   snake_case, at most 93 characters.';
    PRINT N'@PersonKey   the person''s key as the people table has it, without prefix.';
    PRINT N'@EventKey    what makes the fact one of its kind: an order''s number, a date as yyyy-MM-dd. Never a clock or a new GUID:';
    PRINT N'             a second try of the same fact must have the same key. @EventKey2 and @EventKey3: further parts.';
    PRINT N'@OccurredAt  when it happened; now by default. Without an offset it is UTC.';
    PRINT N'@Properties  a JSON object of at most 31500 bytes, its names in snake_case; none by default.';
    PRINT N'@EventId     OUTPUT: the event''s id.';
    RETURN;
END;

DECLARE @Message nvarchar(2048),
        @Fault   nvarchar(200),
        @Id      nvarchar(max),
        @Detail  nvarchar(60),
        @Moment  datetime2(3);

SET @EventId = NULL;
SET @PersonKey = RTRIM(@PersonKey);

-- The name as a mapping's: outbox lint says the same.
IF @EventName IS NULL
    OR @EventName COLLATE Latin1_General_100_BIN2 NOT LIKE N'[a-z]%'
    OR @EventName COLLATE Latin1_General_100_BIN2 LIKE N'%[^a-z0-9_]%'
    OR @EventName COLLATE Latin1_General_100_BIN2 LIKE N'%[_][_]%'
    OR @EventName COLLATE Latin1_General_100_BIN2 LIKE N'%[_]'
    OR @EventName COLLATE Latin1_General_100_BIN2 LIKE N'shadow[_]%'
    OR LEN(@EventName) > 93
BEGIN
    SET @Message = N'OBX440: outbox.EmitEvent refuses @EventName ' + ISNULL(N'''' + LEFT(@EventName, 100) + N'''', N'NULL')
        + N'. An event''s name is snake_case (order_rated), has at most 93 characters and does not begin with shadow_.';
    THROW 50440, @Message, 1;
END;

-- Each part as a trigger writes a text: trimmed at its end, % and : escaped.
SET @Id = @EventName + N':' + REPLACE(REPLACE(RTRIM(@EventKey) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A')
    + ISNULL(N':' + REPLACE(REPLACE(RTRIM(@EventKey2) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'')
    + ISNULL(N':' + REPLACE(REPLACE(RTRIM(@EventKey3) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'');
IF @Id IS NULL OR RTRIM(@EventKey) = N'' OR RTRIM(@EventKey2) = N'' OR RTRIM(@EventKey3) = N''
    OR (@EventKey2 IS NULL AND @EventKey3 IS NOT NULL) OR LEN(@Id) > 255
BEGIN
    SET @Message = N'OBX441: outbox.EmitEvent refuses the key of ' + @EventName + CASE
        WHEN LEN(@Id) > 255 THEN N': its event id would have ' + CONVERT(nvarchar(10), LEN(@Id)) + N' characters of 255. Give a shorter @EventKey.'
        WHEN @EventKey2 IS NULL AND @EventKey3 IS NOT NULL THEN N': @EventKey3 is given and @EventKey2 is not. Give the parts in order.'
        ELSE N': a part is NULL or empty. Give in @EventKey what makes the fact one of its kind, such as an order''s number.'
    END;
    THROW 50441, @Message, 1;
END;

IF @PersonKey IS NULL OR @PersonKey = N'' OR outbox.Utf8Length(@PersonKey) > 150
BEGIN
    SET @Message = N'OBX442: outbox.EmitEvent refuses @PersonKey of ' + LEFT(@Id, 255) + CASE
        WHEN @PersonKey IS NULL OR @PersonKey = N'' THEN N': it is NULL or empty, so that the event would be nobody''s.'
        ELSE N': it has ' + CONVERT(nvarchar(10), outbox.Utf8Length(@PersonKey)) + N' bytes, and Customer.io takes 150.'
    END + N' Give the person''s key as the people table has it.';
    THROW 50442, @Message, 1;
END;

-- 500 bytes of the item's 32,000 are for what goes around the properties: names, ids, the time.
SET @Fault = COALESCE(
    outbox.PropertiesFault(@Properties),
    CASE WHEN outbox.Utf8Length(@Properties) > 31500 THEN N'more than 31500 bytes of UTF-8' END);
IF @Fault IS NOT NULL
BEGIN
    SET @Message = N'OBX443: outbox.EmitEvent refuses @Properties of ' + LEFT(@Id, 255) + N': ' + @Fault
        + N'. They are a JSON object with names in snake_case; docs/errors.md, OBX443, says what each of these words means.';
    THROW 50443, @Message, 1;
END;

IF @OccurredAt < '1970-01-01T00:00:00+00:00' OR @OccurredAt >= '9999-12-30T00:00:00+00:00'
BEGIN
    SET @Message = N'OBX444: outbox.EmitEvent refuses @OccurredAt of ' + LEFT(@Id, 255)
        + N': it is before 1970 or at the end of time. Give when the fact happened, or nothing for now.';
    THROW 50444, @Message, 1;
END;

SET @Moment = CONVERT(datetime2(3), SWITCHOFFSET(@OccurredAt, '+00:00'));

SET @Detail = CASE
    WHEN TRY_CONVERT(nvarchar(20), SESSION_CONTEXT(N'outbox_capture')) = N'off'
        THEN N'the session is switched off'
    WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = @EventName AND IsCaptured = 0)
        THEN N'the event type is switched off'
END;
IF @Detail IS NOT NULL
BEGIN
    INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
    VALUES (@EventName, 'OBX430', @Detail, 1);
    RETURN;
END;

SET @EventId = @Id;

-- The lane as the triggers have it: a key that differs by case alone may be the same person's.
INSERT INTO outbox.Message
    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAt, Properties)
VALUES
(
    'event',
    @EventName,
    @EventId,
    @EventName,
    @PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(@PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15,
    @Moment,
    ISNULL(@Properties, N'{}')
);
