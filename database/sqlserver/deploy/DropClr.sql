DROP FUNCTION IF EXISTS outbox.EventUlid_Clr;
DROP FUNCTION IF EXISTS outbox.PropertiesFault_Clr;
DROP FUNCTION IF EXISTS outbox.Utf8Length_Clr;
DROP FUNCTION IF EXISTS outbox.NormalizeEmail_Clr;
DROP FUNCTION IF EXISTS outbox.DecodeUlid_Clr;
DROP ASSEMBLY IF EXISTS [Outbox.Clr];
