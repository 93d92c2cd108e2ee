INSERT INTO outbox_Schedule (Name, WindowFrom, WindowTo)
SELECT @name, @windowFrom, @windowTo
WHERE EXISTS (SELECT 1 FROM outbox_Lane WHERE Lane = 0 AND Token = @token AND Owner = @owner)
ON CONFLICT (Name) DO UPDATE SET WindowFrom = excluded.WindowFrom, WindowTo = excluded.WindowTo;
