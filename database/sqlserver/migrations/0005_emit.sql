/*
  Purpose     The role of apps that write events themselves, and the mapping's source beside its text, for look-ups by
              what was sent.
  Caller      outbox migrate, once, in a transaction of its own.
  Locks       On outbox.Mapping, for a moment: the column is nullable.
  On failure  Nothing of it stays.
*/
ALTER TABLE outbox.Mapping ADD Source nvarchar(400) NULL;
GO
IF DATABASE_PRINCIPAL_ID(N'outbox_writer') IS NULL CREATE ROLE outbox_writer AUTHORIZATION dbo;
GO
