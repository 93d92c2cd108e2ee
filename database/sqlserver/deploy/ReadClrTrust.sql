-- Whether the server trusts the assembly of this version by its hash.
SELECT COUNT(*) FROM sys.trusted_assemblies WHERE hash = @sha512;
