SELECT * EXCLUDE (has_gap, has_percent),
    CASE WHEN has_gap THEN low - benchmark_high END AS gap_low,
    CASE WHEN has_gap THEN high - benchmark_low END AS gap_high,
    has_gap AND (low_open OR benchmark_high_open OR low - benchmark_high = '-infinity') AS gap_low_open,
    has_gap AND (high_open OR benchmark_low_open OR high - benchmark_low = 'infinity') AS gap_high_open,
    CASE WHEN has_percent THEN 100 * (low / benchmark_high - 1) END AS gap_percent_low,
    CASE WHEN has_percent THEN 100 * (over_high(high, benchmark_low) - 1) END AS gap_percent_high,
    has_percent AND over_low_open(low, low_open, benchmark_high, benchmark_high_open) AS gap_percent_low_open,
    has_percent AND over_high_open(high, high_open, benchmark_low, benchmark_low_open) AS gap_percent_high_open
FROM (
    SELECT *, grade <> 'not_comparable' AND low IS NOT NULL AND benchmark_low IS NOT NULL AS has_gap,
        has_gap AND divisible(low, benchmark_low, benchmark_high) AS has_percent
    FROM verdicts
)
