WITH listed AS (
    SELECT *, CASE WHEN verdict = 'surely_worse' THEN 'figure' WHEN limits = 'looser' AND direction = 'lower_is_better' THEN 'limit' END AS basis,
        CASE WHEN basis = 'limit' THEN CASE WHEN benchmark_high > 0 THEN 100 * (high - benchmark_high) / benchmark_high END
            WHEN direction = 'lower_is_better' THEN gap_percent_low ELSE -gap_percent_high END AS distance
    FROM facing WHERE place = 'p00000' AND benchmark_place <> 'p00000' AND indicator = benchmark_indicator AND basis IS NOT NULL
)
SELECT * EXCLUDE (distance), CASE WHEN distance >= 0 THEN distance END AS distance_percent,
    row_number() OVER (ORDER BY distance_percent DESC NULLS LAST, id, benchmark_id) AS "order"
FROM listed
