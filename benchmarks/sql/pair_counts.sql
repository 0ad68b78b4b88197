WITH figures AS (FROM few), held AS (FROM few), pairs AS (:pairs), comparability AS (:comparability)
SELECT least(indicator, benchmark_indicator) AS indicator, greatest(indicator, benchmark_indicator) AS other_indicator,
    grade, reasons, count(*) // 2 AS pairs
FROM comparability WHERE place <> benchmark_place
GROUP BY ALL
