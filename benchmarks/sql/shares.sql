WITH parts AS (
    SELECT topic, indicator, coalesce(weight, 1) / sum(coalesce(weight, 1)) OVER (PARTITION BY topic) AS share
    FROM indicators LEFT JOIN indicator_weights USING (indicator) WHERE coalesce(weight, 1) > 0
), overall AS (
    SELECT indicator, share * coalesce(weight, 1) AS share FROM parts LEFT JOIN topic_weights USING (topic) WHERE coalesce(weight, 1) > 0
)
SELECT topic AS composite, indicator, share AS weight FROM parts
UNION ALL SELECT 'overall', indicator, share / sum(share) OVER () FROM overall
