/*
  Purpose     What a ULID tells: the time that it names, and the hash that it was made of where it is one of the outbox's.
              TimeUtc     of an outbox's event no time of the fact: it is part of the hash. NULL beyond the year 9999.
              HashPrefix  the first 14 bytes of SHA-256(UTF-8(source + line feed + event id)), in hex; NULL where the time
                          lies outside of 2020-01-01 plus 2^32 milliseconds, so that the ULID is another's.
              No row where the text is no ULID: 26 characters of Crockford's base 32, in either case.
  Caller      Operators, in an incident. outbox.DecodeUlid_Clr, where it is installed, gives the same.
  Locks       None.
  On failure  It has none.
*/
CREATE OR ALTER FUNCTION outbox.DecodeUlid (@Ulid nvarchar(4000))
RETURNS @Decoded TABLE
(
    TimeUtc    datetime2(3) NULL,
    HashPrefix nvarchar(28) COLLATE Latin1_General_100_BIN2 NULL
)
WITH SCHEMABINDING
AS
BEGIN
    DECLARE @Digit  int = 1,
            @Value  int,
            @Time   bigint = 0,
            @First  bigint = 0,
            @Second bigint = 0;

    IF @Ulid IS NULL OR LEN((CONVERT(nvarchar(max), @Ulid) + N'.') COLLATE Latin1_General_100_BIN2) <> 27
        RETURN;

    WHILE @Digit <= 26
    BEGIN
        -- Each letter by its capital; letters beyond ASCII that have one of these capitals are none.
        SET @Value = UNICODE(SUBSTRING(@Ulid COLLATE Latin1_General_100_BIN2, @Digit, 1));
        IF @Value BETWEEN 97 AND 122
            SET @Value -= 32;
        SET @Value = CASE WHEN @Value BETWEEN 48 AND 90
            THEN CHARINDEX(NCHAR(@Value), N'0123456789ABCDEFGHJKMNPQRSTVWXYZ' COLLATE Latin1_General_100_BIN2) - 1 ELSE -1 END;
        IF @Value < 0 OR (@Digit = 1 AND @Value > 7)
            RETURN;

        IF @Digit <= 10
            SET @Time = @Time * 32 + @Value;
        ELSE IF @Digit <= 18
            SET @First = @First * 32 + @Value;
        ELSE
            SET @Second = @Second * 32 + @Value;
        SET @Digit += 1;
    END;

    DECLARE @Offset bigint = @Time - 1577836800000,
            @Hex    nvarchar(28);
    IF @Offset BETWEEN 0 AND 4294967295
    BEGIN
        -- From the end: ten digits of each half of the random part, then eight of the time.
        SET @Hex = N'';
        SET @Digit = 0;
        WHILE @Digit < 28
        BEGIN
            SET @Value = CONVERT(int, CASE WHEN @Digit < 10 THEN @Second WHEN @Digit < 20 THEN @First ELSE @Offset END % 16);
            SET @Hex = SUBSTRING(N'0123456789abcdef', @Value + 1, 1) + @Hex;
            IF @Digit < 10
                SET @Second /= 16;
            ELSE IF @Digit < 20
                SET @First /= 16;
            ELSE
                SET @Offset /= 16;
            SET @Digit += 1;
        END;
    END;

    -- A day and the milliseconds of it: DATEADD takes an int.
    DECLARE @Day  date = CASE WHEN @Time <= 253402300799999 THEN DATEADD(DAY, CONVERT(int, @Time / 86400000), CONVERT(date, '1970-01-01', 23)) END,
            @Rest int = CONVERT(int, @Time % 86400000);

    INSERT @Decoded (TimeUtc, HashPrefix)
    VALUES
    (
        DATETIME2FROMPARTS
        (
            YEAR(@Day), MONTH(@Day), DAY(@Day),
            @Rest / 3600000, @Rest / 60000 % 60, @Rest / 1000 % 60, @Rest % 1000, 3
        ),
        @Hex
    );
    RETURN;
END;
