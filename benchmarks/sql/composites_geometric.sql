WITH cells AS (
    SELECT composite, place, weight, coalesce(score_low, 0) AS low, coalesce(score_high, 100) AS high,
        coalesce(score_low_open, false) AS low_open, coalesce(score_high_open, false) AS high_open, score_low
    FROM (SELECT DISTINCT place FROM comparable_scores) CROSS JOIN (FROM shares WHERE weight > 0)
    LEFT JOIN comparable_scores USING (place, indicator)
), summed AS (
    SELECT composite, place,
        CASE WHEN min(low) = 0 THEN 0 ELSE exp(sum(weight * ln(low)) FILTER (low > 0)) END AS low,
        CASE WHEN min(high) = 0 THEN 0 ELSE exp(sum(weight * ln(high)) FILTER (high > 0)) END AS high,
        CASE WHEN min(low) = 0 THEN NOT bool_or(low = 0 AND NOT low_open) ELSE bool_or(low_open) END AS low_open,
        CASE WHEN min(high) = 0 THEN NOT bool_or(high = 0 AND NOT high_open) ELSE bool_or(high_open) END AS high_open,
        count(score_low) AS covered, count(*) AS of,
        CASE WHEN covered = 0 THEN 'no_scores' WHEN covered / of < 0.5 THEN 'under_threshold' ELSE '' END AS withheld
    FROM cells GROUP BY composite, place
)
SELECT concat(composite, '|', place) AS id, composite AS peer_set, composite, place, 'higher_is_better' AS direction, covered, of, withheld,
    CASE WHEN withheld = '' THEN round(low, 10) END AS low, CASE WHEN withheld = '' THEN round(high, 10) END AS high,
    withheld = '' AND low_open AS low_open, withheld = '' AND high_open AS high_open,
    CASE WHEN covered = of THEN '' ELSE 'incomplete' END AS left_out
FROM summed
