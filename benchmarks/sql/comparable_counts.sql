SELECT * EXCLUDE (best), ['comparable', 'with_caution', 'indicative', 'not_comparable'][best[1] + 1] AS grade, best[2] AS reasons
FROM (
    SELECT least(place, benchmark_place) AS place, greatest(place, benchmark_place) AS other_place,
        least(indicator, benchmark_indicator) AS indicator,
        greatest(indicator, benchmark_indicator) AS other_indicator,
        count(DISTINCT concat(least(id, benchmark_id), '|', greatest(id, benchmark_id))) AS pairs,
        min((CASE grade WHEN 'comparable' THEN 0 WHEN 'with_caution' THEN 1 WHEN 'indicative' THEN 2 ELSE 3 END, reasons)) AS best
    FROM comparability WHERE place <> benchmark_place
    GROUP BY 1, 2, 3, 4
)
