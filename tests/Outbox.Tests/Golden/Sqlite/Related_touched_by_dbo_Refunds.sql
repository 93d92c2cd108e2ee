SELECT
    json_extract(r.value, '$.MessageId') AS MessageId,
    json_object('person', json((
        SELECT json_object(
            'key', CAST(t.CustomerId AS TEXT),
            'guest_email', iif(typeof(t.GuestEmail) = 'blob', hex(t.GuestEmail), t.GuestEmail))
        FROM Orders AS t
        WHERE t.OrderId = json_extract(r.value, '$.Captured."OrderId"')
        LIMIT 1
    ))) AS Related
FROM json_each(@rows) AS r
