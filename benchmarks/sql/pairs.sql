WITH meets AS (
    SELECT DISTINCT indicator, indicator AS benchmark_indicator FROM observed
    UNION SELECT indicator, other FROM related UNION SELECT other, indicator FROM related
)
SELECT o.*, benchmark_indicator, b.id AS benchmark_id, b.place AS benchmark_place, b.unit AS benchmark_unit,
    b.scope AS benchmark_scope, b.status AS benchmark_status, b.missing AS benchmark_missing,
    b.ambiguous AS benchmark_ambiguous, b.bound AS benchmark_bound, b.period_start AS benchmark_period_start,
    b.period_end AS benchmark_period_end, b.low AS benchmark_low, b.high AS benchmark_high,
    b.low_open AS benchmark_low_open, b.high_open AS benchmark_high_open
FROM observed AS o JOIN meets USING (indicator) JOIN held AS b ON b.indicator = meets.benchmark_indicator
WHERE o.id <> b.id
