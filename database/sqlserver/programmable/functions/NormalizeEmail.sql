/*
  Purpose     An e-mail address as this product compares it: without white space at its ends and in small letters. The
              letters are written out, Latin, Greek and Cyrillic, since what collations and runtimes know of Unicode
              differs by version; others stay as they are. NULL for NULL.
  Caller      Operators. outbox.NormalizeEmail_Clr, where it is installed, gives the same, and so does the dispatcher.
  Locks       None.
  On failure  It has none.
*/
CREATE OR ALTER FUNCTION outbox.NormalizeEmail (@Email nvarchar(4000))
RETURNS nvarchar(4000)
WITH SCHEMABINDING, RETURNS NULL ON NULL INPUT
AS
BEGIN
    DECLARE @Start int = 1,
            @End   int = LEN((CONVERT(nvarchar(max), @Email) + N'.') COLLATE Latin1_General_100_BIN2) - 1,
            @Unit  int;

    -- The white space of Unicode: TRIM knows the space alone.
    WHILE @Start <= @End
    BEGIN
        SET @Unit = UNICODE(SUBSTRING(@Email COLLATE Latin1_General_100_BIN2, @Start, 1));
        IF NOT (@Unit BETWEEN 9 AND 13 OR @Unit IN (32, 133, 160, 5760, 8232, 8233, 8239, 8287, 12288) OR @Unit BETWEEN 8192 AND 8202)
            BREAK;
        SET @Start += 1;
    END;

    WHILE @End > @Start
    BEGIN
        SET @Unit = UNICODE(SUBSTRING(@Email COLLATE Latin1_General_100_BIN2, @End, 1));
        IF NOT (@Unit BETWEEN 9 AND 13 OR @Unit IN (32, 133, 160, 5760, 8232, 8233, 8239, 8287, 12288) OR @Unit BETWEEN 8192 AND 8202)
            BREAK;
        SET @End -= 1;
    END;

    RETURN TRANSLATE
    (
        SUBSTRING(@Email COLLATE Latin1_General_100_BIN2, @Start, @End - @Start + 1),
            N'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ'
            + N'ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ'
            + N'ΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫ'
            + N'ЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐ',
            N'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ'
            + N'āăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżž'
            + N'άέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋ'
            + N'ѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяґ'
    );
END;
