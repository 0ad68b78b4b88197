WITH facing AS (
    SELECT id, peer_set, CASE direction WHEN 'lower_is_better' THEN low ELSE -high END AS near,
        CASE direction WHEN 'lower_is_better' THEN high ELSE -low END AS far,
        CASE direction WHEN 'lower_is_better' THEN low_open ELSE high_open END AS near_open,
        CASE direction WHEN 'lower_is_better' THEN high_open ELSE low_open END AS far_open
    FROM in_sets WHERE low IS NOT NULL AND high IS NOT NULL AND direction <> 'no_judgement'
), ends AS (
    SELECT id, peer_set, near AS value, CASE WHEN near_open THEN 3 ELSE 1 END AS at_equal, 1 AS is_near FROM facing
    UNION ALL SELECT id, peer_set, far, CASE WHEN far_open THEN 0 ELSE 2 END, 0 FROM facing
), passed AS (
    SELECT *, sum(is_near) OVER line AS nears, sum(1 - is_near) OVER line AS fars FROM ends
    WINDOW line AS (PARTITION BY peer_set ORDER BY value, at_equal ROWS UNBOUNDED PRECEDING)
), tiered AS (
    SELECT *, count(*) FILTER (nears = fars) OVER (PARTITION BY peer_set ORDER BY value, at_equal ROWS UNBOUNDED PRECEDING) AS borders,
        sum(is_near) OVER (PARTITION BY peer_set) AS ranked, count(*) FILTER (nears = fars) OVER (PARTITION BY peer_set) AS tiers
    FROM passed
), ties AS (
    SELECT peer_set, near, count(*) AS alike FROM facing WHERE near = far GROUP BY ALL
), counted AS (
    SELECT id, 1 + min(fars) AS rank_best, max(nears) AS rank_worst, any_value(ranked) AS ranked, 1 + min(borders) AS tier, any_value(tiers) AS tiers
    FROM tiered GROUP BY id
)
SELECT f.*, rank_best, rank_worst, ranked, CASE WHEN counted.id IS NOT NULL THEN coalesce(alike - 1, 0) END AS tied, tier, tiers
FROM in_sets AS f LEFT JOIN counted USING (id) LEFT JOIN facing USING (id)
LEFT JOIN ties ON ties.peer_set = f.peer_set AND ties.near = facing.near AND facing.near = facing.far
