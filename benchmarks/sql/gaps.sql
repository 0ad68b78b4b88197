SELECT * EXCLUDE (l, m, upper, l_at, m_at, of_limits, of_figures, has_percent),
    CASE WHEN of_limits THEN l_at - m_at WHEN of_figures THEN low - benchmark_high END AS gap_low,
    CASE WHEN of_limits THEN l_at - m_at WHEN of_figures THEN high - benchmark_low END AS gap_high,
    of_figures AND (low_open OR benchmark_high_open OR low - benchmark_high = '-infinity') AS gap_low_open,
    of_figures AND (high_open OR benchmark_low_open OR high - benchmark_low = 'infinity') AS gap_high_open,
    CASE WHEN of_limits AND m_at > 0 AND l_at >= 0 THEN 100 * (l_at / m_at - 1)
        WHEN has_percent THEN 100 * (low / benchmark_high - 1) END AS gap_percent_low,
    CASE WHEN of_limits AND m_at > 0 AND l_at >= 0 THEN 100 * (l_at / m_at - 1)
        WHEN has_percent THEN 100 * (over_high(high, benchmark_low) - 1) END AS gap_percent_high,
    has_percent AND over_low_open(low, low_open, benchmark_high, benchmark_high_open) AS gap_percent_low_open,
    has_percent AND over_high_open(high, high_open, benchmark_low, benchmark_low_open) AS gap_percent_high_open
FROM (
    SELECT *, is_limit(form, status, level, ambiguous, bound, low, high) AS l,
        is_limit(benchmark_form, benchmark_status, benchmark_level, benchmark_ambiguous, benchmark_bound, benchmark_low, benchmark_high) AS m,
        bound IN ('at_most', 'less_than') AS upper, if(upper, high, low) AS l_at, if(upper, benchmark_high, benchmark_low) AS m_at,
        grade <> 'not_comparable' AND (unit = benchmark_unit OR one_measure) AND l AND m AND upper = (benchmark_bound IN ('at_most', 'less_than')) AS of_limits,
        grade <> 'not_comparable' AND (unit = benchmark_unit OR one_measure) AND NOT (l AND m) AND NOT one_limit(l, status, m, benchmark_status)
            AND low IS NOT NULL AND benchmark_low IS NOT NULL AS of_figures,
        of_figures AND divisible(low, benchmark_low, benchmark_high) AND form <> 'rank' AS has_percent
    FROM verdicts
)
