-- How many dispatchers live, and the place of one among them by age.
SELECT
    COUNT(*)                                                                                               AS Live,
    SUM(d.StartedAt < s.StartedAt OR (d.StartedAt = s.StartedAt AND d.Owner <= s.Owner))                   AS Place
FROM outbox_Dispatcher AS d
INNER JOIN (SELECT Owner, StartedAt FROM outbox_Dispatcher WHERE Owner = @owner) AS s
WHERE d.Owner = @owner
   OR d.SeenAt > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (-d.LeaseMs / 1000.0) || ' seconds');
