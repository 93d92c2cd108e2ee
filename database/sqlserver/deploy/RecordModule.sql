DECLARE @Definition binary(32) = HASHBYTES('SHA2_256',
(
    SELECT d.definition
    FROM sys.sql_modules AS d
    WHERE d.object_id = COALESCE(OBJECT_ID(@object), (SELECT t.object_id FROM sys.triggers AS t WHERE t.parent_class = 0 AND t.name = @name))
));
UPDATE outbox.Module
SET IsGenerated = @isGenerated,
    Hash        = @hash,
    Definition  = @Definition,
    DeployedAt  = SYSUTCDATETIME()
WHERE Name = @name;
IF @@ROWCOUNT = 0
    INSERT outbox.Module (Name, IsGenerated, Hash, Definition)
    VALUES (@name, @isGenerated, @hash, @Definition);
