WITH needed AS (
    SELECT t.*, per_year_low, per_year_high, coalesce(per_year_low_open, false) AS per_year_low_open,
        coalesce(per_year_high_open, false) AS per_year_high_open,
        CASE WHEN t.period_end <> '' AND target_period_end > t.period_end AND target_status = 'target'
            THEN days(t.period_end, target_period_end) / 365.25 END AS years_left,
        (asked_low - t.high) / years_left AS needed_per_year_low, (asked_high - t.low) / years_left AS needed_per_year_high,
        needed_per_year_low IS NOT NULL AND (t.high_open OR asked_low - t.high = '-infinity') AS needed_per_year_low_open,
        needed_per_year_high IS NOT NULL AND (t.low_open OR asked_high - t.low = 'infinity') AS needed_per_year_high_open
    FROM targets AS t LEFT JOIN changes AS c USING (id)
)
SELECT *,
    CASE WHEN asks = 'at_most' AND per_year_high <= needed_per_year_low THEN 'yes'
        WHEN asks = 'less_than' AND below(per_year_high, per_year_high_open, needed_per_year_low, needed_per_year_low_open) THEN 'yes'
        WHEN asks = 'at_least' AND per_year_low >= needed_per_year_high THEN 'yes'
        WHEN asks = 'more_than' AND below(needed_per_year_high, needed_per_year_high_open, per_year_low, per_year_low_open) THEN 'yes'
        WHEN asks = 'at_most' AND below(needed_per_year_high, needed_per_year_high_open, per_year_low, per_year_low_open) THEN 'no'
        WHEN asks = 'less_than' AND per_year_low >= needed_per_year_high THEN 'no'
        WHEN asks = 'at_least' AND below(per_year_high, per_year_high_open, needed_per_year_low, needed_per_year_low_open) THEN 'no'
        WHEN asks = 'more_than' AND per_year_high <= needed_per_year_low THEN 'no' ELSE 'unknown' END AS on_pace
FROM needed
