-- What the server says of SQL CLR; NULLs where it has none. Anybody may read its configuration.
SELECT
    (SELECT CONVERT(int, c.value_in_use) FROM sys.configurations AS c WHERE c.name = N'clr enabled')         AS Enabled,
    (SELECT CONVERT(int, c.value_in_use) FROM sys.configurations AS c WHERE c.name = N'clr strict security') AS StrictSecurity,
    HAS_PERMS_BY_NAME(NULL, NULL, N'CONTROL SERVER')                                                         AS MayTrust,
    HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW SERVER STATE')                                                      AS MaySeeTrust;
