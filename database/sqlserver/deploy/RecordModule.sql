UPDATE outbox.Module
SET IsGenerated = @isGenerated,
    Hash        = @hash,
    Definition  = HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(@object))),
    DeployedAt  = SYSUTCDATETIME()
WHERE Name = @name;
IF @@ROWCOUNT = 0
    INSERT outbox.Module (Name, IsGenerated, Hash, Definition)
    VALUES (@name, @isGenerated, @hash, HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(@object))));
