/*
  Purpose     What touched_by:dbo.Refunds needs of other tables, by the captured values of @Rows:
              [{"MessageId":1,"Captured":{"COLUMN":value}}]. Every set's first column says by its name what it is and by
              its value which row it belongs to.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.Related_touched_by_dbo_Refunds
    @Rows nvarchar(max)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 250;

DECLARE @Keys TABLE
(
    MessageId bigint NOT NULL PRIMARY KEY,
    OrderId   bigint NULL
);

INSERT INTO @Keys
    (MessageId, OrderId)
SELECT r.MessageId, TRY_CONVERT(bigint, NULLIF(r.OrderId, N''))
FROM OPENJSON(@Rows) WITH
(
    MessageId bigint '$.MessageId',
    OrderId   nvarchar(100) '$.Captured."OrderId"'
) AS r;

SELECT k.MessageId AS person, x.[key], x.guest_email
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) CONVERT(nvarchar(20), t.CustomerId) AS [key], t.GuestEmail AS guest_email
    FROM dbo.Orders AS t
    WHERE t.OrderId = k.OrderId
) AS x;
