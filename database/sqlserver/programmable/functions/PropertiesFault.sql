/*
  Purpose     Why the data of an event would be refused; NULL where it would not, and for NULL. A JSON object of at most
              32,000 bytes of UTF-8 and 32 levels is taken whose names are snake_case, not above 150 bytes and not
              reserved (those that begin with _; at the top recipient, from_address and reply_to, which redirect a message).
              Places are counted in UTF-16 units from 1.
  Caller      outbox.EmitEvent, operators. outbox.PropertiesFault_Clr, where it is installed, gives the same, and so does the
              dispatcher.
  Locks       None.
  On failure  It has none: whatever the text holds, the answer is a reason or NULL.
  Notes       ISJSON would not say where, nor the same on every version. The text is walked once, without recursion; texts
              within it that are printable ASCII are passed over in one step. Every look is made under a binary collation.
*/
CREATE OR ALTER FUNCTION outbox.PropertiesFault (@Json nvarchar(max))
RETURNS nvarchar(200)
WITH SCHEMABINDING, RETURNS NULL ON NULL INPUT
AS
BEGIN
    DECLARE @Length bigint = LEN((@Json + N'.') COLLATE Latin1_General_100_BIN2) - 1,
            @Start  bigint = 1,
            @Bytes  bigint = 0,
            @Piece  nvarchar(max);

    IF @Length > 32000
        RETURN N'more than 32000 bytes of UTF-8';

    -- A character has four bytes at most: short texts need no count.
    IF @Length > 8000 AND @Json COLLATE Latin1_General_100_BIN2 LIKE N'%[^ -~]%'
    BEGIN
        -- As in outbox.Utf8Length, which is not called, so that either can be altered without the other.
        WHILE @Start <= @Length
        BEGIN
            SET @Piece = SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @Start, 257);
            SELECT @Bytes += SUM(CASE
                WHEN u.Unit < 128 THEN 1
                WHEN u.Unit < 2048 THEN 2
                WHEN u.Unit > 65535 THEN 4
                WHEN u.Unit BETWEEN 55296 AND 56319 AND u.NextUnit BETWEEN 56320 AND 57343 THEN 1
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

        IF @Bytes > 32000
            RETURN N'more than 32000 bytes of UTF-8';
    END;

    -- What may come next: O the object itself, N a name, F a first name or the end, C a colon, V a value, L a first value
    -- or the end, E a comma or the end, Z nothing more.
    DECLARE @Expected nchar(1) = N'O',
            @Closers  nvarchar(32) = N'',           -- of what is open, the innermost last
            @At       bigint = 1,
            @Unit     int,
            @Next     int,
            @Quote    bigint,
            @End      bigint,
            @Name     nvarchar(max),
            @Word     nvarchar(5),
            @Part     int,
            @Digits   int,
            @Wrong    nvarchar(60);

    WHILE @Wrong IS NULL
    BEGIN
        SET @Unit = CASE WHEN @At <= @Length THEN UNICODE(SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 1)) ELSE -1 END;

        IF @Unit IN (32, 9, 10, 13)
        BEGIN
            SET @At += 1;
            CONTINUE;
        END;

        IF @Expected = N'Z'
        BEGIN
            IF @Unit = -1
                RETURN NULL;
            SET @Wrong = N'not JSON';
            BREAK;
        END;

        IF @Expected = N'O' AND @Unit <> 123
            RETURN N'not a JSON object';

        -- An object or an array begins.
        IF @Unit IN (123, 91) AND @Expected IN (N'O', N'V', N'L')
        BEGIN
            IF LEN(@Closers) = 32
            BEGIN
                SET @Wrong = N'deeper than 32 levels';
                BREAK;
            END;

            SET @Closers += CASE @Unit WHEN 123 THEN N'}' ELSE N']' END;
            SET @Expected = CASE @Unit WHEN 123 THEN N'F' ELSE N'L' END;
            SET @At += 1;
            CONTINUE;
        END;

        -- It ends.
        IF @Unit IN (125, 93) AND @Expected IN (N'E', N'F', N'L') AND UNICODE(RIGHT(@Closers, 1)) = @Unit
        BEGIN
            SET @Closers = LEFT(@Closers, LEN(@Closers) - 1);
            SET @Expected = CASE WHEN @Closers = N'' THEN N'Z' ELSE N'E' END;
            SET @At += 1;
            CONTINUE;
        END;

        IF @Unit = 44 AND @Expected = N'E'
        BEGIN
            SET @Expected = CASE RIGHT(@Closers, 1) WHEN N'}' THEN N'N' ELSE N'V' END;
            SET @At += 1;
            CONTINUE;
        END;

        IF @Unit = 58 AND @Expected = N'C'
        BEGIN
            SET @Expected = N'V';
            SET @At += 1;
            CONTINUE;
        END;

        -- A text, a name among them.
        IF @Unit = 34 AND @Expected IN (N'N', N'F', N'V', N'L')
        BEGIN
            SET @Quote = @At;
            SET @At += 1;
            SET @End = CHARINDEX(N'"', @Json COLLATE Latin1_General_100_BIN2, @At);
            SET @Piece = SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, CASE WHEN @End > 0 THEN @End - @At ELSE 0 END);
            IF @End > 0 AND @Piece COLLATE Latin1_General_100_BIN2 NOT LIKE N'%[^ -~]%'
                AND CHARINDEX(N'\', @Piece COLLATE Latin1_General_100_BIN2) = 0
                SET @At = @End + 1;
            ELSE
            BEGIN
                -- Unit by unit.
                SET @End = 0;
                WHILE @End = 0
                BEGIN
                    SET @Unit = CASE WHEN @At <= @Length THEN UNICODE(SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 1)) ELSE -1 END;
                    IF @Unit < 32
                    BEGIN
                        SET @Wrong = N'not JSON';
                        BREAK;
                    END;

                    IF @Unit = 34
                    BEGIN
                        SET @End = @At;
                        SET @At += 1;
                        BREAK;
                    END;

                    IF @Unit BETWEEN 55296 AND 57343
                    BEGIN
                        SET @Next = CASE WHEN @Unit < 56320 AND @At < @Length THEN UNICODE(SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At + 1, 1)) ELSE 0 END;
                        IF @Next NOT BETWEEN 56320 AND 57343
                        BEGIN
                            SET @Wrong = N'half a surrogate pair';
                            BREAK;
                        END;

                        SET @At += 2;
                        CONTINUE;
                    END;

                    IF @Unit <> 92
                    BEGIN
                        SET @At += 1;
                        CONTINUE;
                    END;

                    -- An escape: one letter, or u and four hex digits.
                    SET @Next = CASE WHEN @At < @Length THEN UNICODE(SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At + 1, 1)) ELSE 0 END;
                    IF @Next IN (34, 92, 47, 98, 102, 110, 114, 116)
                    BEGIN
                        SET @At += 2;
                        CONTINUE;
                    END;

                    IF @At + 5 > @Length OR SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 6) NOT LIKE N'\u[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]'
                    BEGIN
                        SET @Wrong = N'not JSON';
                        BREAK;
                    END;

                    -- D800 to DBFF, and DC00 to DFFF right after it; either alone is half a pair.
                    IF SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 6) LIKE N'\u[Dd][89ABab][0-9A-Fa-f][0-9A-Fa-f]'
                        AND SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At + 6, 6) LIKE N'\u[Dd][C-Fc-f][0-9A-Fa-f][0-9A-Fa-f]'
                    BEGIN
                        SET @At += 12;
                        CONTINUE;
                    END;

                    IF SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 6) LIKE N'\u[Dd][89A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]'
                    BEGIN
                        SET @Wrong = N'half a surrogate pair';
                        BREAK;
                    END;

                    SET @At += 6;
                END;

                IF @Wrong IS NOT NULL
                    BREAK;
            END;

            IF @Expected IN (N'V', N'L')
            BEGIN
                SET @Expected = N'E';
                CONTINUE;
            END;

            SET @Expected = N'C';
            SET @Name = SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @Quote + 1, @At - @Quote - 2);
            SET @Wrong = CASE
                WHEN LEFT(@Name, 1) = N'_' COLLATE Latin1_General_100_BIN2
                    OR (LEN(@Closers) = 1 AND @Name COLLATE Latin1_General_100_BIN2 IN (N'recipient', N'from_address', N'reply_to')
                        AND RIGHT(@Name, 1) <> N' ')
                    THEN N'a reserved name'
                WHEN LEN((@Name + N'.') COLLATE Latin1_General_100_BIN2) > 151 THEN N'a name longer than 150 bytes'
                WHEN @Name COLLATE Latin1_General_100_BIN2 NOT LIKE N'[a-z]%' OR @Name COLLATE Latin1_General_100_BIN2 LIKE N'%[^a-z0-9_]%'
                    OR @Name COLLATE Latin1_General_100_BIN2 LIKE N'%[_][_]%' OR @Name COLLATE Latin1_General_100_BIN2 LIKE N'%[_]'
                    THEN N'a name that is not snake_case'
            END;
            IF @Wrong IS NOT NULL
                RETURN @Wrong + N' at character ' + CONVERT(nvarchar(20), @Quote)
                    + CASE WHEN @Name COLLATE Latin1_General_100_BIN2 LIKE N'%[^ -~]%' THEN N'' ELSE N': ' + LEFT(@Name, 40) END;
            CONTINUE;
        END;

        IF @Expected NOT IN (N'V', N'L')
        BEGIN
            SET @Wrong = N'not JSON';
            BREAK;
        END;

        -- A word.
        IF @Unit IN (116, 102, 110)
        BEGIN
            SET @Word = CASE @Unit WHEN 116 THEN N'true' WHEN 102 THEN N'false' ELSE N'null' END;
            IF SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, LEN(@Word)) <> @Word
            BEGIN
                SET @Wrong = N'not JSON';
                BREAK;
            END;

            SET @At += LEN(@Word);
            SET @Expected = N'E';
            CONTINUE;
        END;

        -- A number: 1 its whole part, which begins with no 0 unless it is one, 2 a fraction, 3 an exponent.
        IF @Unit = 45
            SET @At += 1;
        SET @Part = 1;
        WHILE @Part <= 3
        BEGIN
            SET @Unit = CASE WHEN @At <= @Length THEN UNICODE(SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 1)) ELSE -1 END;
            IF (@Part = 2 AND @Unit <> 46) OR (@Part = 3 AND @Unit NOT IN (69, 101))
            BEGIN
                SET @Part += 1;
                CONTINUE;
            END;

            IF @Part > 1
            BEGIN
                SET @At += 1;
                SET @Unit = CASE WHEN @At <= @Length THEN UNICODE(SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 1)) ELSE -1 END;
            END;

            IF @Part = 3 AND @Unit IN (43, 45)
            BEGIN
                SET @At += 1;
                SET @Unit = CASE WHEN @At <= @Length THEN UNICODE(SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 1)) ELSE -1 END;
            END;

            IF @Part = 1 AND @Unit = 48
                SET @At += 1;
            ELSE
            BEGIN
                SET @Digits = 0;
                WHILE @Unit BETWEEN 48 AND 57
                BEGIN
                    SET @Digits += 1;
                    SET @At += 1;
                    SET @Unit = CASE WHEN @At <= @Length THEN UNICODE(SUBSTRING(@Json COLLATE Latin1_General_100_BIN2, @At, 1)) ELSE -1 END;
                END;

                IF @Digits = 0
                BEGIN
                    SET @Wrong = N'not JSON';
                    BREAK;
                END;
            END;

            SET @Part += 1;
        END;

        SET @Expected = N'E';
    END;

    RETURN @Wrong + N' at character ' + CONVERT(nvarchar(20), @At);
END;
