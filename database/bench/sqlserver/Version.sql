SELECT CONCAT(N'SQL Server ', CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')), N', ', CONVERT(nvarchar(128), SERVERPROPERTY('Edition')));
