SET NOCOUNT ON;

DECLARE @Keys TABLE ([Key] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);

INSERT INTO @Keys
    ([Key])
SELECT DISTINCT j.[value]
FROM OPENJSON(@KeyTexts) AS j
WHERE LEN(j.[value]) <= 400;

SELECT
    k.[Key] AS people,
    CONVERT(nvarchar(20), p.CustomerId) AS StoredKey,
    CONVERT(bit, CASE WHEN p.IsTest = 0 THEN 1 ELSE 0 END) AS IsIncluded,
    CONVERT(bit, CASE WHEN p.DeletedAt IS NOT NULL THEN 1 ELSE 0 END) AS IsDeleted
FROM (SELECT [Key], TRY_CONVERT(bigint, NULLIF([Key], N'')) AS Id FROM @Keys) AS k
INNER JOIN dbo.Customers AS p ON p.CustomerId = k.Id;
