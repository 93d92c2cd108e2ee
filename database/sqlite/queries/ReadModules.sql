SELECT Name, Sql FROM outbox_Module;
