/*
  Purpose     Bytes of a text in UTF-8: what Customer.io's limits count. Half a surrogate pair counts three, as U+FFFD
              does that .NET puts in its place. NULL for NULL.
  Caller      outbox.EmitEvent, operators. outbox.Utf8Length_Clr, where it is installed, gives the same.
  Locks       None.
  On failure  It has none: every text has a length.
  Notes       SQL Server 2017 has no UTF-8 collation, so units are counted. Every look at the text is made under a binary
              collation: the database's own may be one that takes a pair for one character.
*/
CREATE OR ALTER FUNCTION outbox.Utf8Length (@Text nvarchar(max))
RETURNS bigint
WITH SCHEMABINDING, RETURNS NULL ON NULL INPUT
AS
BEGIN
    -- LEN by itself passes over spaces at the end.
    DECLARE @Length bigint = LEN((@Text + N'.') COLLATE Latin1_General_100_BIN2) - 1;

    -- Printable ASCII, as most texts are: a byte a character.
    IF @Text COLLATE Latin1_General_100_BIN2 NOT LIKE N'%[^ -~]%'
        RETURN @Length;

    DECLARE @Bytes bigint = 0,
            @Start bigint = 1,
            @Piece nvarchar(514);   -- of 257 characters, which some servers count in pairs

    -- Piece by piece, each with the first unit of the next, in which a pair may end.
    WHILE @Start <= @Length
    BEGIN
        SET @Piece = SUBSTRING(@Text COLLATE Latin1_General_100_BIN2, @Start, 257);

        SELECT @Bytes += SUM(CASE
            WHEN u.Unit < 128 THEN 1
            WHEN u.Unit < 2048 THEN 2
            WHEN u.Unit > 65535 THEN 4
            WHEN u.Unit BETWEEN 55296 AND 56319 AND u.NextUnit BETWEEN 56320 AND 57343 THEN 1   -- with the 3 of its other half: 4
            ELSE 3
        END)
        FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15)) AS high (N)
        CROSS JOIN (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16)) AS low (N)
        CROSS APPLY
        (
            VALUES
            (
                UNICODE(SUBSTRING(@Piece COLLATE Latin1_General_100_BIN2, high.N * 16 + low.N, 1)),
                UNICODE(SUBSTRING(@Piece COLLATE Latin1_General_100_BIN2, high.N * 16 + low.N + 1, 1))
            )
        ) AS u (Unit, NextUnit)
        WHERE @Start + high.N * 16 + low.N - 1 <= @Length;

        SET @Start += 256;
    END;

    RETURN @Bytes;
END;
