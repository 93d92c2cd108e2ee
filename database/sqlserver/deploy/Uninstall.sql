-- What is left once triggers, procedures and views are gone: in the order in which one thing leans on another.
DROP TYPE IF EXISTS outbox.MessageList;
DROP TYPE IF EXISTS outbox.LaneTokenList;
DROP TYPE IF EXISTS outbox.RouteList;
DROP TYPE IF EXISTS outbox.KeyList;
DROP TYPE IF EXISTS outbox.OutcomeList;
DROP TYPE IF EXISTS outbox.ShapedList;
DROP TYPE IF EXISTS outbox.PersonList;
DROP TYPE IF EXISTS outbox.FaultList;
DROP TYPE IF EXISTS outbox.MoveList;
DROP TYPE IF EXISTS outbox.GuestList;
DROP TYPE IF EXISTS outbox.RemovalList;
DROP TYPE IF EXISTS outbox.DelayList;
DROP TYPE IF EXISTS outbox.AddressList;
GO
DROP TABLE IF EXISTS outbox.Message;
DROP TABLE IF EXISTS outbox.Lane;
DROP TABLE IF EXISTS outbox.Dispatcher;
DROP TABLE IF EXISTS outbox.Binding;
DROP TABLE IF EXISTS outbox.Brake;
DROP TABLE IF EXISTS outbox.Operation;
DROP TABLE IF EXISTS outbox.Schedule;
DROP TABLE IF EXISTS outbox.Held;
DROP TABLE IF EXISTS outbox.EventType;
DROP TABLE IF EXISTS outbox.Person;
DROP TABLE IF EXISTS outbox.Guest;
DROP TABLE IF EXISTS outbox.Removal;
DROP TABLE IF EXISTS outbox.Address;
DROP TABLE IF EXISTS outbox.Refreshed;
DROP TABLE IF EXISTS outbox.Fault;
DROP TABLE IF EXISTS outbox.Attempt;
DROP TABLE IF EXISTS outbox.Upkeep;
DROP TABLE IF EXISTS outbox.PurgeLater;
DROP TABLE IF EXISTS outbox.Mapping;
DROP TABLE IF EXISTS outbox.CaptureColumn;
DROP TABLE IF EXISTS outbox.Capture;
DROP TABLE IF EXISTS outbox.Module;
DROP TABLE IF EXISTS outbox.SchemaVersion;
GO
DROP SEQUENCE IF EXISTS outbox.MessageNumber;
DROP SEQUENCE IF EXISTS outbox.FaultNumber;
GO
DROP SCHEMA IF EXISTS outbox;
GO
-- A role goes when nobody is in it any more.
DECLARE @Members nvarchar(max) =
(
    SELECT STRING_AGG(CONVERT(nvarchar(max), N'ALTER ROLE ' + QUOTENAME(r.name) + N' DROP MEMBER ' + QUOTENAME(u.name) + N';'), N' ')
    FROM sys.database_role_members AS m
    INNER JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
    INNER JOIN sys.database_principals AS u ON u.principal_id = m.member_principal_id
    WHERE r.name IN (N'outbox_dispatcher', N'outbox_operator', N'outbox_auditor', N'outbox_writer')
);
IF @Members IS NOT NULL
    EXEC sp_executesql @Members;
GO
DROP ROLE IF EXISTS outbox_dispatcher;
DROP ROLE IF EXISTS outbox_operator;
DROP ROLE IF EXISTS outbox_auditor;
DROP ROLE IF EXISTS outbox_writer;
DROP USER IF EXISTS outbox_catalog;
GO
