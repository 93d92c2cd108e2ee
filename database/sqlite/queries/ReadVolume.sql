-- Volume a day (UTC) by type, and a line without a name for the whole day.
WITH Taken AS
(
    SELECT substr(CreatedAt, 1, 10) AS Day, COALESCE(EventName, Kind) AS Name, Status, COALESCE(PersonKey, PersonId) AS Person
    FROM outbox_Message
    WHERE @days > 0 AND CreatedAt >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', 'start of day', (1 - @days) || ' days')
)
SELECT Day, Name, COUNT(*) AS Captured, SUM(Status = 'sent') AS Sent, COUNT(DISTINCT Person) AS People
FROM Taken
GROUP BY Day, Name
UNION ALL
SELECT Day, NULL, COUNT(*), SUM(Status = 'sent'), COUNT(DISTINCT Person)
FROM Taken
GROUP BY Day
ORDER BY Day, Name;
