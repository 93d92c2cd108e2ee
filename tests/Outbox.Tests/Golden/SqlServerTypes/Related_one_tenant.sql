/*
  Purpose     What one_tenant needs of other tables, by the captured values of @Rows:
              [{"MessageId":1,"Captured":{"COLUMN":value}}]. Every set's first column says by its name what it is and by
              its value which row it belongs to.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.Related_one_tenant
    @Rows nvarchar(max)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 250;

DECLARE @Keys TABLE
(
    MessageId bigint NOT NULL PRIMARY KEY,
    Narrow    varchar(8000) COLLATE Latin1_General_CI_AS NULL,
    [Order]   bigint NULL,
    [Key]     uniqueidentifier NULL
);

INSERT INTO @Keys
    (MessageId, Narrow, [Order], [Key])
SELECT
    r.MessageId,
    CASE WHEN LEN(r.Narrow) <= 1700 THEN r.Narrow END,
    TRY_CONVERT(bigint, NULLIF(r.[Order], N'')),
    TRY_CONVERT(uniqueidentifier, NULLIF(r.[Key], N''))
FROM OPENJSON(@Rows) WITH
(
    MessageId bigint '$.MessageId',
    Narrow    nvarchar(max) '$.Captured."Narrow"',
    [Order]   nvarchar(100) '$.Captured."Order"',
    [Key]     nvarchar(100) '$.Captured."Key"'
) AS r;

SELECT k.MessageId AS person, x.[key]
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) CASE WHEN LEN(t.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), t.Code)) END AS [key]
    FROM sales.Members AS t
    WHERE t.Number = TRY_CONVERT(bigint, NULLIF(k.Narrow, N''))
) AS x;

SELECT k.MessageId AS [lookups:by_text], x.value
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) t.Level AS value
    FROM sales.Members AS t
    WHERE t.Code = CONVERT(nvarchar(100), k.[Order])
) AS x;

SELECT k.MessageId AS [each:lines], line.Value
FROM @Keys AS k
INNER JOIN sales.Lines AS line ON line.OrderKey = CONVERT(nvarchar(36), k.[Key]) AND line.Label = k.Narrow COLLATE Turkish_100_CS_AS
ORDER BY k.MessageId, line.LineId;
