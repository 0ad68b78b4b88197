WITH found AS (
    SELECT place, indicator, count(*) FILTER (missing = '' AND low IS NOT NULL) AS figures,
        min(CASE WHEN missing <> '' THEN missing WHEN ambiguous = 'amount' THEN 'ambiguous_amount' ELSE 'no_number' END)
            FILTER (missing <> '' OR low IS NULL) AS reason
    FROM observed GROUP BY place, indicator
), elsewhere AS (
    SELECT DISTINCT place, other AS indicator, 'other_basis' AS basis
    FROM found JOIN (FROM related UNION ALL SELECT other, indicator FROM related) USING (indicator) WHERE figures > 0
)
SELECT place, indicator, topic, coalesce(figures, 0) AS figures,
    CASE WHEN figures > 0 THEN '' ELSE coalesce(reason, basis, 'not_reported') END AS blank
FROM places CROSS JOIN indicators LEFT JOIN found USING (place, indicator) LEFT JOIN elsewhere USING (place, indicator)
