SELECT Name FROM outbox.Module WHERE IsGenerated = 1;
