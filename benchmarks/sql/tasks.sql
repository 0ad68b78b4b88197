WITH listed AS (
    SELECT *, CASE verdict WHEN 'surely_worse' THEN 'figure' WHEN 'looser' THEN 'limit' WHEN 'beyond' THEN 'beyond' END AS basis,
        CASE WHEN if(basis = 'figure', direction = 'lower_is_better', gap_percent_low >= 0) THEN gap_percent_low
            ELSE -gap_percent_high END AS distance
    FROM facing WHERE place = 'p00000' AND benchmark_place <> 'p00000' AND basis IS NOT NULL
)
SELECT * EXCLUDE (distance), CASE WHEN distance >= 0 THEN distance END AS distance_percent,
    row_number() OVER (ORDER BY distance_percent DESC NULLS LAST, id, benchmark_id) AS "order"
FROM listed
