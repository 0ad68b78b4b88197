WITH cells AS (
    SELECT composite, place, weight, coalesce(score_low, 0) AS low, coalesce(score_high, 100) AS high,
        coalesce(score_low_open, false) AS low_open, coalesce(score_high_open, false) AS high_open, score_low
    FROM (SELECT DISTINCT place FROM comparable_scores) CROSS JOIN (FROM shares WHERE weight > 0)
    LEFT JOIN comparable_scores USING (place, indicator)
), summed AS (
    SELECT composite, place, sum(weight * low) AS low, sum(weight * high) AS high, bool_or(low_open) AS low_open, bool_or(high_open) AS high_open,
        count(score_low) AS covered, count(*) AS of,
        CASE WHEN covered = 0 THEN 'no_scores' WHEN covered / of < 0.5 THEN 'under_threshold' ELSE '' END AS withheld
    FROM cells GROUP BY composite, place
)
SELECT concat(composite, '|', place) AS id, composite AS peer_set, composite, place, 'higher_is_better' AS direction, covered, of, withheld,
    CASE WHEN withheld = '' THEN round(low, 10) END AS low, CASE WHEN withheld = '' THEN round(high, 10) END AS high,
    withheld = '' AND low_open AS low_open, withheld = '' AND high_open AS high_open,
    CASE WHEN covered = of THEN '' ELSE 'incomplete' END AS left_out
FROM summed
