SELECT Name, Hash FROM outbox_Module;
