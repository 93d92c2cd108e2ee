/*
  Purpose     What touched_by:sales.Odd Table#2 needs of other tables, by the captured values of @Rows:
              [{"MessageId":1,"Captured":{"COLUMN":value}}]. Every set's first column says by its name what it is and by
              its value which row it belongs to.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.Related_touched_by_sales_Odd_Table_2
    @Rows nvarchar(max)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 250;

DECLARE @Keys TABLE
(
    MessageId bigint NOT NULL PRIMARY KEY,
    Reference bigint NULL,
    [Key]     uniqueidentifier NULL
);

INSERT INTO @Keys
    (MessageId, Reference, [Key])
SELECT
    r.MessageId,
    TRY_CONVERT(bigint, NULLIF(r.Reference, N'')),
    TRY_CONVERT(uniqueidentifier, NULLIF(r.[Key], N''))
FROM OPENJSON(@Rows) WITH
(
    MessageId bigint '$.MessageId',
    Reference nvarchar(100) '$.Captured."Reference"',
    [Key]     nvarchar(100) '$.Captured."Key"'
) AS r;

SELECT k.MessageId AS person, x.[key]
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) CASE WHEN LEN(t.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), t.Code)) END AS [key]
    FROM sales.Members AS t
    WHERE t.Number = k.Reference AND t.Guid = k.[Key]
) AS x;
