WITH furthest AS (SELECT measure, place, min(status) AS status FROM done GROUP BY measure, place)
SELECT t.id, t.benchmark_id, t.benchmark_place, b.measure, peer.status AS peer_status, coalesce(own.status, '') AS own_status
FROM tasks AS t JOIN (SELECT DISTINCT measure, indicator FROM bears_on) AS b USING (indicator)
JOIN furthest AS peer ON peer.measure = b.measure AND peer.place = t.benchmark_place AND peer.status <> 'planned'
LEFT JOIN furthest AS own ON own.measure = b.measure AND own.place = t.place
WHERE coalesce(own.status, '') IN ('', 'planned')
