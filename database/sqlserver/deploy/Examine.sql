SELECT Code, Subject, Detail FROM outbox.Health ORDER BY Priority, Code, Subject;
