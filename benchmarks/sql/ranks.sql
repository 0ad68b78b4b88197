WITH facing AS (
    SELECT id, peer_set, CASE direction WHEN 'lower_is_better' THEN low ELSE -high END AS near,
        CASE direction WHEN 'lower_is_better' THEN high ELSE -low END AS far,
        CASE direction WHEN 'lower_is_better' THEN low_open ELSE high_open END AS near_open,
        CASE direction WHEN 'lower_is_better' THEN high_open ELSE low_open END AS far_open,
        CASE WHEN near = far THEN count(*) OVER (PARTITION BY peer_set, near, far) - 1 ELSE 0 END AS tied
    FROM as_rules WHERE low IS NOT NULL AND high IS NOT NULL AND direction <> 'no_judgement'
), ends AS (
    SELECT id, peer_set, tied, near AS value, CASE WHEN near_open THEN 3 ELSE 1 END AS at_equal, 1 AS is_near FROM facing
    UNION ALL SELECT id, peer_set, tied, far, CASE WHEN far_open THEN 0 ELSE 2 END, 0 FROM facing
), passed AS (
    SELECT *, sum(is_near) OVER line AS nears, row_number() OVER line - nears AS fars FROM ends
    WINDOW line AS (PARTITION BY peer_set ORDER BY value, at_equal ROWS UNBOUNDED PRECEDING)
), tiered AS (
    SELECT *, sum((nears = fars)::INTEGER) OVER (PARTITION BY peer_set ORDER BY value, at_equal ROWS UNBOUNDED PRECEDING) AS borders
    FROM passed
), counted AS (
    SELECT id, 1 + min(fars) AS rank_best, max(nears) AS rank_worst, any_value(tied) AS tied, 1 + min(borders) AS tier
    FROM tiered GROUP BY id
), sets AS (
    SELECT peer_set, max(nears) AS ranked, max(borders) AS tiers FROM tiered GROUP BY peer_set
)
SELECT f.*, rank_best, rank_worst, CASE WHEN tier IS NOT NULL THEN ranked END AS ranked, tied, tier,
    CASE WHEN tier IS NOT NULL THEN tiers END AS tiers
FROM as_rules AS f LEFT JOIN counted USING (id) LEFT JOIN sets USING (peer_set)
