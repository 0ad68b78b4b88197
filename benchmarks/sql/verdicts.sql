SELECT *,
    CASE WHEN grade = 'not_comparable' THEN 'not_comparable'
        WHEN low = benchmark_low AND one_number(low, high, low_open, high_open)
            AND one_number(benchmark_low, benchmark_high, benchmark_low_open, benchmark_high_open) THEN 'equal'
        WHEN below(high, high_open, benchmark_low, benchmark_low_open) THEN CASE direction
            WHEN 'lower_is_better' THEN 'surely_better' WHEN 'higher_is_better' THEN 'surely_worse' ELSE 'surely_lower' END
        WHEN below(benchmark_high, benchmark_high_open, low, low_open) THEN CASE direction
            WHEN 'lower_is_better' THEN 'surely_worse' WHEN 'higher_is_better' THEN 'surely_better' ELSE 'surely_higher' END
        ELSE 'cannot_tell' END AS verdict,
    CASE WHEN grade = 'not_comparable' OR unit <> benchmark_unit OR NOT upper_limit(bound, high)
            OR NOT upper_limit(benchmark_bound, benchmark_high) THEN ''
        WHEN high < benchmark_high OR (high = benchmark_high AND high_open AND NOT benchmark_high_open) THEN 'stricter'
        WHEN high > benchmark_high OR (high = benchmark_high AND NOT high_open AND benchmark_high_open) THEN 'looser'
        ELSE 'same' END AS limits
FROM comparability
