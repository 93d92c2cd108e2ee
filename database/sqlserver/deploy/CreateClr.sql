CREATE ASSEMBLY [Outbox.Clr] AUTHORIZATION dbo FROM @assembly WITH PERMISSION_SET = SAFE;
GO
CREATE FUNCTION outbox.EventUlid_Clr (@Source nvarchar(4000), @EventId nvarchar(4000))
RETURNS nvarchar(26)
AS EXTERNAL NAME [Outbox.Clr].[Outbox.Clr.Functions].[EventUlid];
GO
CREATE FUNCTION outbox.PropertiesFault_Clr (@Json nvarchar(max))
RETURNS nvarchar(200)
AS EXTERNAL NAME [Outbox.Clr].[Outbox.Clr.Functions].[PropertiesFault];
GO
CREATE FUNCTION outbox.Utf8Length_Clr (@Text nvarchar(max))
RETURNS bigint
AS EXTERNAL NAME [Outbox.Clr].[Outbox.Clr.Functions].[Utf8Length];
GO
CREATE FUNCTION outbox.NormalizeEmail_Clr (@Email nvarchar(4000))
RETURNS nvarchar(4000)
AS EXTERNAL NAME [Outbox.Clr].[Outbox.Clr.Functions].[NormalizeEmail];
GO
CREATE FUNCTION outbox.DecodeUlid_Clr (@Ulid nvarchar(4000))
RETURNS TABLE (TimeUtc datetime2(3), HashPrefix nvarchar(28))
AS EXTERNAL NAME [Outbox.Clr].[Outbox.Clr.Functions].[DecodeUlid];
GO
GRANT EXECUTE ON OBJECT::outbox.EventUlid_Clr       TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.PropertiesFault_Clr TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.Utf8Length_Clr      TO outbox_operator;
GRANT EXECUTE ON OBJECT::outbox.NormalizeEmail_Clr  TO outbox_operator;
GRANT SELECT  ON OBJECT::outbox.DecodeUlid_Clr      TO outbox_operator;
