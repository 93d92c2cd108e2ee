SELECT
    json_extract(r.value, '$.MessageId') AS MessageId,
    json_object(
        'lookups', json_object(
            'store', json((
                SELECT json_object('value', CASE typeof(t.Name) WHEN 'text' THEN substr(t.Name, 1, 40000) WHEN 'blob' THEN hex(substr(t.Name, 1, 40000)) ELSE t.Name END)
                FROM Stores AS t
                WHERE t.StoreId = json_extract(r.value, '$.Captured."StoreId"')
                LIMIT 1
            )),
            'fee_cents', json((
                SELECT json_object(
                    'value', CASE typeof(t.Fee) WHEN 'text' THEN substr(t.Fee, 1, 40000) WHEN 'blob' THEN hex(substr(t.Fee, 1, 40000)) ELSE t.Fee END,
                    'currency', CASE typeof(t.FeeCurrency) WHEN 'text' THEN substr(t.FeeCurrency, 1, 40000) WHEN 'blob' THEN hex(substr(t.FeeCurrency, 1, 40000)) ELSE t.FeeCurrency END)
                FROM Stores AS t
                WHERE t.StoreId = json_extract(r.value, '$.Captured."StoreId"')
                LIMIT 1
            ))),
        'each', json_object('items', (
            SELECT json_group_array(json(o.j))
            FROM (
                SELECT json_object(
                    'row', json_object('Sku', CASE typeof(line.Sku) WHEN 'text' THEN substr(line.Sku, 1, 40000) WHEN 'blob' THEN hex(substr(line.Sku, 1, 40000)) ELSE line.Sku END),
                    'lookups', json_object('tier', json((
                        SELECT json_object('value', CASE typeof(t.Name) WHEN 'text' THEN substr(t.Name, 1, 40000) WHEN 'blob' THEN hex(substr(t.Name, 1, 40000)) ELSE t.Name END)
                        FROM Tiers AS t
                        WHERE t.Code = line.Sku
                        LIMIT 1
                    )))) AS j
                FROM OrderLines AS line
                WHERE line.OrderId = json_extract(r.value, '$.Captured."OrderId"')
                ORDER BY line.OrderId, line.LineNo
            ) AS o
        )),
        'view', json((
            SELECT json_object(
                'unit_count', CASE typeof(t.unit_count) WHEN 'text' THEN substr(t.unit_count, 1, 40000) WHEN 'blob' THEN hex(substr(t.unit_count, 1, 40000)) ELSE t.unit_count END,
                'margin_cents', CASE typeof(t.margin_cents) WHEN 'text' THEN substr(t.margin_cents, 1, 40000) WHEN 'blob' THEN hex(substr(t.margin_cents, 1, 40000)) ELSE t.margin_cents END)
            FROM OrderFacts AS t
            WHERE t.OrderId = json_extract(r.value, '$.Captured."OrderId"')
            LIMIT 1
        ))) AS Related
FROM json_each(@rows) AS r
