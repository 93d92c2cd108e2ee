SELECT PersonKey, Hash FROM outbox_Refreshed;
