-- The hash of the assembly's bytes: nothing else is trusted by it. A setting of the server, outside of any transaction.
IF NOT EXISTS (SELECT 1 FROM sys.trusted_assemblies WHERE hash = @sha512)
    EXEC sys.sp_add_trusted_assembly @hash = @sha512, @description = N'Outbox.Clr, look-ups of the outbox, SAFE';
