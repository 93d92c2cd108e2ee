/*
  Purpose     What Customer.io de-duplicates an event by, from the mapping's source and the event id as sent:
              h = SHA-256(UTF-8(source + line feed + event id)); 2020-01-01T00:00:00.000Z + the first four bytes of h in
              milliseconds; then the next ten bytes of h; 26 characters of Crockford's base 32. NULL for NULL.
  Caller      outbox.FindEvent, operators. outbox.EventUlid_Clr, where it is installed, gives the same.
  Locks       None.
  On failure  It has none: every text has a ULID. A rehearsed event has the id of its shadow name.
  Notes       HASHBYTES takes the bytes of a text as it is stored, UTF-16, and SQL Server 2017 has no UTF-8 collation: the
              UTF-8 bytes are written as hex digits, of which style 2 makes a varbinary. Half a surrogate pair becomes
              U+FFFD, as in .NET.
*/
CREATE OR ALTER FUNCTION outbox.EventUlid (@Source nvarchar(4000), @EventId nvarchar(4000))
RETURNS nvarchar(26)
WITH SCHEMABINDING, RETURNS NULL ON NULL INPUT
AS
BEGIN
    DECLARE @Text  nvarchar(max) = CONVERT(nvarchar(max), @Source) + NCHAR(10) + @EventId,
            @Bytes varbinary(max);

    -- Printable ASCII, as most ids are: every code page has the same bytes.
    IF @Source COLLATE Latin1_General_100_BIN2 NOT LIKE N'%[^ -~]%'
        AND @EventId COLLATE Latin1_General_100_BIN2 NOT LIKE N'%[^ -~]%'
        SET @Bytes = CONVERT(varbinary(max), CONVERT(varchar(max), @Text));
    ELSE
    BEGIN
        DECLARE @Length int = LEN((@Text + N'.') COLLATE Latin1_General_100_BIN2) - 1,
                @At     int = 1,
                @Hex    varchar(max) = '',
                @Point  int,
                @Low    int,
                @More   int,
                @Byte   int;

        WHILE @At <= @Length
        BEGIN
            SET @Point = UNICODE(SUBSTRING(@Text COLLATE Latin1_General_100_BIN2, @At, 1));
            SET @At += 1;
            IF @Point BETWEEN 55296 AND 57343
            BEGIN
                SET @Low = CASE WHEN @Point < 56320 AND @At <= @Length THEN UNICODE(SUBSTRING(@Text COLLATE Latin1_General_100_BIN2, @At, 1)) END;
                IF @Low BETWEEN 56320 AND 57343
                BEGIN
                    SET @Point = 65536 + (@Point - 55296) * 1024 + @Low - 56320;
                    SET @At += 1;
                END
                ELSE
                    SET @Point = 65533;
            END;

            SET @More = CASE WHEN @Point < 128 THEN 0 WHEN @Point < 2048 THEN 1 WHEN @Point < 65536 THEN 2 ELSE 3 END;
            SET @Byte = CASE @More
                WHEN 0 THEN @Point
                WHEN 1 THEN 192 + @Point / 64
                WHEN 2 THEN 224 + @Point / 4096
                ELSE 240 + @Point / 262144
            END;
            SET @Hex += SUBSTRING('0123456789abcdef', @Byte / 16 + 1, 1) + SUBSTRING('0123456789abcdef', @Byte % 16 + 1, 1);
            WHILE @More > 0
            BEGIN
                SET @More -= 1;
                SET @Byte = 128 + @Point / POWER(64, @More) % 64;
                SET @Hex += SUBSTRING('0123456789abcdef', @Byte / 16 + 1, 1) + SUBSTRING('0123456789abcdef', @Byte % 16 + 1, 1);
            END;
        END;

        SET @Bytes = CONVERT(varbinary(max), @Hex, 2);
    END;

    DECLARE @Hash varbinary(32) = HASHBYTES('SHA2_256', @Bytes);
    DECLARE @Time   bigint = 1577836800000 + CONVERT(bigint, SUBSTRING(@Hash, 1, 4)),
            @First  bigint = CONVERT(bigint, SUBSTRING(@Hash, 5, 5)),
            @Second bigint = CONVERT(bigint, SUBSTRING(@Hash, 10, 5)),
            @Ulid   nvarchar(26) = N'',
            @Digit  int = 0,
            @Value  bigint;

    -- From the end: eight digits of each half of the random part, then ten of the time.
    WHILE @Digit < 26
    BEGIN
        SET @Value = CASE WHEN @Digit < 8 THEN @Second WHEN @Digit < 16 THEN @First ELSE @Time END;
        SET @Ulid = SUBSTRING(N'0123456789ABCDEFGHJKMNPQRSTVWXYZ', CONVERT(int, @Value % 32) + 1, 1) + @Ulid;
        IF @Digit < 8
            SET @Second = @Value / 32;
        ELSE IF @Digit < 16
            SET @First = @Value / 32;
        ELSE
            SET @Time = @Value / 32;
        SET @Digit += 1;
    END;

    RETURN @Ulid;
END;
