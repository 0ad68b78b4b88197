WITH members AS (
    SELECT *, row_number() OVER (PARTITION BY peer_set ORDER BY low, low_open, id) AS low_at,
        row_number() OVER (PARTITION BY peer_set ORDER BY high, NOT high_open, id) AS high_at,
        CASE direction WHEN 'lower_is_better' THEN 1 ELSE peers - 1 END AS first_of, first_of AS last_of
    FROM peer_sets WHERE left_out = '' AND peers > 1 AND direction <> 'no_judgement'
), lines AS (
    SELECT peer_set, list((low, low_open) ORDER BY low_at) AS lows, list((high, high_open) ORDER BY high_at) AS highs
    FROM members GROUP BY peer_set
), held AS (
    SELECT members.*, lows[first_of + (low_at <= first_of)::INT] AS low_1, lows[last_of + (low_at <= last_of)::INT] AS low_2,
        highs[first_of + (high_at <= first_of)::INT] AS high_1, highs[last_of + (high_at <= last_of)::INT] AS high_2
    FROM members JOIN lines USING (peer_set)
)
SELECT * EXCLUDE (low_at, high_at, first_of, last_of, low_1, low_2, high_1, high_2), peers - 1 AS benchmark_of,
    (low_1[1] + low_2[1]) / 2 AS benchmark_low, (high_1[1] + high_2[1]) / 2 AS benchmark_high,
    low_1[2] OR low_2[2] AS benchmark_low_open, high_1[2] OR high_2[2] AS benchmark_high_open,
    '' AS benchmark_id, '' AS benchmark_place, '' AS benchmark_bound, indicator AS benchmark_indicator, unit AS benchmark_unit,
    set_grade AS grade, set_reasons AS reasons
FROM held
