WITH largest AS (
    SELECT indicator, arg_min(peer_set, (-peers, peer_set)) AS peer_set FROM scores WHERE left_out = '' AND peers >= 2 GROUP BY indicator
)
SELECT * FROM scores WHERE left_out = '' AND peers >= 2 AND peer_set IN (SELECT peer_set FROM largest)
