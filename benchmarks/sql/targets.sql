WITH latest AS (
    SELECT * FROM observed WHERE status = 'achieved' OR (status IN ('target', 'rule') AND low IS NOT NULL)
    QUALIFY row_number() OVER (PARTITION BY place, indicator, scope, status ORDER BY period_end DESC, id) = 1
), beside AS (
    SELECT a.*, t.id AS target_id, t.status AS target_status, t.ambiguous AS target_ambiguous, t.bound AS target_bound,
        t.period_end AS target_period_end, t.low AS target_low, t.high AS target_high, t.low_open AS target_low_open, t.high_open AS target_high_open,
        CASE WHEN t.bound IN ('at_most', 'less_than', 'at_least', 'more_than') THEN t.bound
            WHEN a.direction = 'lower_is_better' THEN 'at_most' WHEN a.direction = 'higher_is_better' THEN 'at_least' ELSE '' END AS asks,
        CASE WHEN t.bound IN ('at_most', 'less_than') THEN t.high ELSE t.low END AS asked_low,
        CASE WHEN t.bound IN ('at_least', 'more_than') THEN t.low ELSE t.high END AS asked_high
    FROM latest AS a JOIN latest AS t USING (place, indicator, scope) WHERE a.status = 'achieved' AND t.status <> 'achieved'
)
SELECT *, false AS asked_low_open, false AS asked_high_open, low - asked_high AS target_gap_low, high - asked_low AS target_gap_high,
    low IS NOT NULL AND (low_open OR low - asked_high = '-infinity') AS target_gap_low_open,
    low IS NOT NULL AND (high_open OR high - asked_low = 'infinity') AS target_gap_high_open,
    CASE WHEN asks = 'at_most' AND high <= asked_low THEN 'yes'
        WHEN asks = 'less_than' AND below(high, high_open, asked_low, false) THEN 'yes'
        WHEN asks = 'at_least' AND low >= asked_high THEN 'yes'
        WHEN asks = 'more_than' AND below(asked_high, false, low, low_open) THEN 'yes'
        WHEN asks = 'at_most' AND below(asked_high, false, low, low_open) THEN 'no'
        WHEN asks = 'less_than' AND low >= asked_high THEN 'no'
        WHEN asks = 'at_least' AND below(high, high_open, asked_low, false) THEN 'no'
        WHEN asks = 'more_than' AND high <= asked_low THEN 'no' ELSE 'unknown' END AS attained
FROM beside
