WITH read AS (
    SELECT *, (unit = benchmark_unit OR one_measure) AS one_unit, one_unit OR (is_duration(unit) AND is_duration(benchmark_unit)) AS has_order,
        is_limit(form, status, level, ambiguous, bound, low, high) AS l,
        is_limit(benchmark_form, benchmark_status, benchmark_level, benchmark_ambiguous, benchmark_bound, benchmark_low, benchmark_high) AS m,
        bound IN ('at_most', 'less_than') AS l_upper, benchmark_bound IN ('at_most', 'less_than') AS m_upper,
        if(l_upper, high, low) AS l_at, if(m_upper, benchmark_high, benchmark_low) AS m_at,
        if(l_upper, high_open, low_open) AS l_open, if(m_upper, benchmark_high_open, benchmark_low_open) AS m_open
    FROM let_through
), in_days AS (
    SELECT *, if(form = 'cut' AND indicator <> benchmark_indicator, '', direction) AS judged_by, l AND m AS two_limits, one_limit(l, status, m, benchmark_status) AS one_limit,
        if(one_unit, low, days_at_least(unit, low)) AS a, if(one_unit, high, days_at_most(unit, high)) AS b,
        if(one_unit, benchmark_low, days_at_least(benchmark_unit, benchmark_low)) AS c,
        if(one_unit, benchmark_high, days_at_most(benchmark_unit, benchmark_high)) AS d,
        if(one_unit, l_at, days_at_least(unit, l_at)) AS l_least, if(one_unit, l_at, days_at_most(unit, l_at)) AS l_most,
        if(one_unit, m_at, days_at_least(benchmark_unit, m_at)) AS m_least, if(one_unit, m_at, days_at_most(benchmark_unit, m_at)) AS m_most
    FROM read
)
SELECT * EXCLUDE (one_unit, has_order, l, m, l_upper, m_upper, l_at, m_at, l_open, m_open, two_limits, one_limit, judged_by, a, b, c, d,
        l_least, l_most, m_least, m_most)
    REPLACE (CASE WHEN two_limits OR one_limit THEN 'limit' ELSE form END AS form),
    CASE WHEN grade = 'not_comparable' THEN 'not_comparable'
        WHEN two_limits THEN CASE
            WHEN l_upper <> m_upper OR (NOT l_upper AND NOT one_unit) THEN 'cannot_tell'
            WHEN if(l_upper, l_most < m_least, l_least > m_most) THEN 'stricter'
            WHEN if(l_upper, l_least > m_most, l_most < m_least) THEN 'looser'
            WHEN NOT one_unit OR l_at <> m_at THEN 'cannot_tell'
            WHEN l_open = m_open THEN 'same_limit' WHEN l_open THEN 'stricter' ELSE 'looser' END
        WHEN one_limit AND m THEN CASE WHEN breaks(a, b, low_open, high_open, m_upper, m_most, m_open, one_unit) THEN 'beyond'
            WHEN keeps(a, b, low_open, high_open, m_upper, m_least, m_open, one_unit) THEN 'within' ELSE 'cannot_tell' END
        WHEN one_limit THEN CASE WHEN breaks(c, d, benchmark_low_open, benchmark_high_open, l_upper, l_most, l_open, one_unit) THEN 'limit_exceeded'
            WHEN keeps(c, d, benchmark_low_open, benchmark_high_open, l_upper, l_least, l_open, one_unit) THEN 'limit_kept' ELSE 'cannot_tell' END
        WHEN one_unit AND low = benchmark_low AND one_number(low, high, low_open, high_open)
            AND one_number(benchmark_low, benchmark_high, benchmark_low_open, benchmark_high_open) THEN 'equal'
        WHEN has_order AND below(b, high_open, c, benchmark_low_open) THEN CASE judged_by
            WHEN 'lower_is_better' THEN 'surely_better' WHEN 'higher_is_better' THEN 'surely_worse' ELSE 'surely_lower' END
        WHEN has_order AND below(d, benchmark_high_open, a, low_open) THEN CASE judged_by
            WHEN 'lower_is_better' THEN 'surely_worse' WHEN 'higher_is_better' THEN 'surely_better' ELSE 'surely_higher' END
        ELSE 'cannot_tell' END AS verdict
FROM in_days
