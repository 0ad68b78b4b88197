WITH meets AS (
    SELECT DISTINCT indicator AS one, indicator AS other, '' AS declared, false AS one_measure FROM held WHERE form <> 'cut'
    UNION ALL SELECT indicator, other, grade, one_measure = 'true' FROM declared UNION ALL SELECT 'cut', 'cut', '', false
), benchmark AS (
    SELECT if(form = 'cut', 'cut', indicator) AS other,
        COLUMNS('^(id|place|level|part_of|indicator|direction|unit|form|cut_kind|scope|status|missing|ambiguous|bound|period_.*|low|high|low_open|high_open)$')
            AS 'benchmark_\0'
    FROM held
)
SELECT o.*, b.* EXCLUDE (other), declared, one_measure
FROM figures AS o JOIN meets ON meets.one = if(o.form = 'cut', 'cut', o.indicator) JOIN benchmark AS b USING (other)
WHERE o.id <> b.benchmark_id
