SELECT ServerName, DatabaseName, EnvironmentId, Region FROM outbox_Binding;
