-- Whether this login sees every object's definition; without the right a definition is NULL, or its object is not there
-- (Microsoft, "Metadata visibility configuration").
SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, N'DATABASE', N'VIEW DEFINITION') = 1 OR IS_MEMBER(N'db_owner') = 1 OR USER_NAME() = N'dbo' THEN 1 ELSE 0 END;
