WITH members AS (
    SELECT *, row_number() OVER (PARTITION BY peer_set ORDER BY low, low_open, id) AS low_at,
        row_number() OVER (PARTITION BY peer_set ORDER BY high, NOT high_open, id) AS high_at,
        CASE direction WHEN 'lower_is_better' THEN 1 ELSE peers - 1 END AS first_of, first_of AS last_of
    FROM peer_sets WHERE left_out = '' AND peers > 1 AND direction <> 'no_judgement'
), lines AS (
    SELECT peer_set,
        any_value((low, low_open)) FILTER (low_at = first_of) AS low_1, any_value((low, low_open)) FILTER (low_at = first_of + 1) AS low_2,
        any_value((low, low_open)) FILTER (low_at = last_of) AS low_3, any_value((low, low_open)) FILTER (low_at = last_of + 1) AS low_4,
        any_value((high, high_open)) FILTER (high_at = first_of) AS high_1, any_value((high, high_open)) FILTER (high_at = first_of + 1) AS high_2,
        any_value((high, high_open)) FILTER (high_at = last_of) AS high_3, any_value((high, high_open)) FILTER (high_at = last_of + 1) AS high_4
    FROM members WHERE low_at IN (first_of, first_of + 1, last_of, last_of + 1) OR high_at IN (first_of, first_of + 1, last_of, last_of + 1)
    GROUP BY peer_set
), held AS (
    SELECT members.*, CASE WHEN low_at > first_of THEN low_1 ELSE low_2 END AS l, CASE WHEN low_at > last_of THEN low_3 ELSE low_4 END AS m,
        CASE WHEN high_at > first_of THEN high_1 ELSE high_2 END AS h, CASE WHEN high_at > last_of THEN high_3 ELSE high_4 END AS i
    FROM members JOIN lines USING (peer_set)
)
SELECT * EXCLUDE (low_at, high_at, first_of, last_of, l, m, h, i), peers - 1 AS benchmark_of,
    (l[1] + m[1]) / 2 AS benchmark_low, (h[1] + i[1]) / 2 AS benchmark_high,
    l[2] OR m[2] AS benchmark_low_open, h[2] OR i[2] AS benchmark_high_open,
    '' AS benchmark_id, '' AS benchmark_place, if(is_limit(form, status, level, ambiguous, bound, low, high), bound, '') AS benchmark_bound,
    indicator AS benchmark_indicator, false AS one_measure, unit AS benchmark_unit, form AS benchmark_form,
    status AS benchmark_status, level AS benchmark_level, ambiguous AS benchmark_ambiguous,
    set_grade AS grade, set_reasons AS reasons
FROM held
