SELECT name AS Name, type = 'view' AS IsView
FROM sqlite_master
WHERE type IN ('table', 'view')
  AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
  AND name NOT LIKE 'outbox~_%' ESCAPE '~'
ORDER BY name;
