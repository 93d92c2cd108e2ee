SELECT Name, LastSuccessAt FROM outbox_Schedule ORDER BY Name;
