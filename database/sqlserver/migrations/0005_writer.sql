/*
  Purpose     The role of apps that write events themselves (outbox.EmitEvent).
  Caller      outbox migrate, once, in a transaction of its own.
  Locks       None that a shop's write can meet.
  On failure  Nothing of it stays.
*/
IF DATABASE_PRINCIPAL_ID(N'outbox_writer') IS NULL CREATE ROLE outbox_writer AUTHORIZATION dbo;
GO
