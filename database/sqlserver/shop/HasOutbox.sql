-- Whether there is an outbox; its procedures are hidden from a login that may not run them, and so from this.
SELECT CONVERT(bit, CASE WHEN OBJECT_ID(N'outbox.ReadEventTypes', N'P') IS NULL THEN 0 ELSE 1 END) AS HasOutbox;
