DELETE FROM outbox_Dispatcher
WHERE SeenAt < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 day')
   OR SeenAt > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+1 minute');
