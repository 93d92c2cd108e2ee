SELECT Code, Subject, Detail FROM outbox_Health ORDER BY Priority, Code, Subject;
