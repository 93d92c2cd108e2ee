SELECT
    CAST(v.CustomerId AS TEXT) AS PersonKey,
    json_object(
        'is_lapsed', iif(typeof(v.is_lapsed) = 'blob', hex(v.is_lapsed), v.is_lapsed),
        'next_visit_at', iif(typeof(v.next_visit_at) = 'blob', hex(v.next_visit_at), v.next_visit_at)) AS Value
FROM CustomerTimers AS v
WHERE v.CustomerId IS NOT NULL
