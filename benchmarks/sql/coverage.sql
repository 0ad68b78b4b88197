WITH found AS (
    SELECT place, indicator, count(*) FILTER (missing = '' AND low IS NOT NULL) AS figures,
        min(CASE WHEN missing <> '' THEN missing WHEN ambiguous = 'amount' THEN 'ambiguous_amount' ELSE 'no_number' END)
            FILTER (missing <> '' OR low IS NULL) AS reason
    FROM observed GROUP BY place, indicator
), elsewhere AS (
    SELECT DISTINCT place, matter, 'other_basis' AS basis FROM observed WHERE missing = '' AND low IS NOT NULL
)
SELECT place, indicator, topic, coalesce(figures, 0) AS figures,
    CASE WHEN figures > 0 THEN '' ELSE coalesce(reason, basis, 'not_reported') END AS blank
FROM places CROSS JOIN indicators LEFT JOIN found USING (place, indicator) LEFT JOIN elsewhere USING (place, matter)
