WITH line AS (
    SELECT *, lag((id, period_start, period_end, missing, ambiguous, bound, low, high, low_open, high_open))
        OVER (PARTITION BY place, indicator, scope, status, unit ORDER BY period_end, id) AS earlier
    FROM observed WHERE period_end <> ''
), beside AS (
    SELECT * EXCLUDE (earlier), earlier[1] AS earlier_id, earlier[2] AS earlier_period_start, earlier[3] AS earlier_period_end,
        earlier[4] AS earlier_missing, earlier[5] AS earlier_ambiguous, earlier[6] AS earlier_bound, earlier[7] AS earlier_low,
        earlier[8] AS earlier_high, earlier[9] AS earlier_low_open, earlier[10] AS earlier_high_open
    FROM line WHERE earlier IS NOT NULL
), graded AS (
    SELECT *, concat_ws('|',
            CASE WHEN ((missing <> '' OR low IS NULL) AND ambiguous <> 'amount')
                OR ((earlier_missing <> '' OR earlier_low IS NULL) AND earlier_ambiguous <> 'amount') THEN 'no_number' END,
            CASE WHEN ambiguous = 'amount' OR earlier_ambiguous = 'amount' THEN 'ambiguous_amount' END,
            CASE WHEN period_end = earlier_period_end THEN 'same_end' END,
            CASE WHEN period_start <> '' AND earlier_period_start <> '' AND period_end <> earlier_period_end
                AND period_start <= earlier_period_end THEN 'overlapping_periods' END,
            CASE WHEN abs(days(period_start, period_end) - days(earlier_period_start, earlier_period_end))
                > 0.1 * greatest(days(period_start, period_end) + 1, days(earlier_period_start, earlier_period_end) + 1) THEN 'other_length' END,
            CASE WHEN (period_start = '') <> (earlier_period_start = '') THEN 'start_unknown' END) AS change_reasons,
        change_reasons = '' AS is_series,
        CASE WHEN is_series THEN days(earlier_period_end, period_end) / 365.25 END AS years,
        is_series AND divisible(low, earlier_low, earlier_high) AS has_percent,
        CASE WHEN has_percent THEN low / earlier_high END AS times_low,
        CASE WHEN has_percent THEN over_high(high, earlier_low) END AS times_high,
        is_series AND (low_open OR earlier_high_open OR low - earlier_high = '-infinity') AS opens_low,
        is_series AND (high_open OR earlier_low_open OR high - earlier_low = 'infinity') AS opens_high,
        has_percent AND over_low_open(low, low_open, earlier_high, earlier_high_open) AS opens_times_low,
        has_percent AND over_high_open(high, high_open, earlier_low, earlier_low_open) AS opens_times_high
    FROM beside
)
SELECT * EXCLUDE (is_series, has_percent, times_low, times_high, opens_low, opens_high, opens_times_low, opens_times_high),
    CASE WHEN is_series THEN low - earlier_high END AS change_low, CASE WHEN is_series THEN high - earlier_low END AS change_high,
    opens_low AS change_low_open, opens_high AS change_high_open,
    100 * (times_low - 1) AS change_percent_low, 100 * (times_high - 1) AS change_percent_high,
    opens_times_low AS change_percent_low_open, opens_times_high AS change_percent_high_open,
    change_low / years AS per_year_low, change_high / years AS per_year_high, opens_low AS per_year_low_open, opens_high AS per_year_high_open,
    100 * (times_low ** (1 / years) - 1) AS growth_low, 100 * (times_high ** (1 / years) - 1) AS growth_high,
    opens_times_low AS growth_low_open, opens_times_high AS growth_high_open,
    CASE WHEN NOT is_series THEN 'unknown'
        WHEN direction = 'lower_is_better' AND below(high, high_open, earlier_low, earlier_low_open) THEN 'yes'
        WHEN direction = 'higher_is_better' AND below(earlier_high, earlier_high_open, low, low_open) THEN 'yes'
        WHEN direction = 'lower_is_better' AND low >= earlier_high THEN 'no'
        WHEN direction = 'higher_is_better' AND earlier_low >= high THEN 'no'
        ELSE 'unknown' END AS is_improvement
FROM graded
