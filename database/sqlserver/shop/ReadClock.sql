-- The server's clock, UTC.
SELECT SYSUTCDATETIME();
