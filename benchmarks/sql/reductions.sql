SELECT * EXCLUDE (both_known, has_percent, has_ratio),
    before_low - high AS cut_low, before_high - low AS cut_high,
    both_known AND (before_low_open OR high_open OR before_low - high = '-infinity') AS cut_low_open,
    both_known AND (before_high_open OR low_open OR before_high - low = 'infinity') AS cut_high_open,
    CASE WHEN has_percent THEN 100 * (1 - over_high(high, before_low)) END AS cut_percent_low,
    CASE WHEN has_percent THEN 100 * (1 - low / before_high) END AS cut_percent_high,
    has_percent AND over_high_open(high, high_open, before_low, before_low_open) AS cut_percent_low_open,
    has_percent AND over_low_open(low, low_open, before_high, before_high_open) AS cut_percent_high_open,
    CASE WHEN has_ratio THEN before_low / high END AS ratio_low, CASE WHEN has_ratio THEN over_high(before_high, low) END AS ratio_high,
    has_ratio AND over_low_open(before_low, before_low_open, high, high_open) AS ratio_low_open,
    has_ratio AND over_high_open(before_high, before_high_open, low, low_open) AS ratio_high_open,
    CASE WHEN upper_limit(bound, high) AND upper_limit(before_bound, before_high) AND high >= 0 AND before_high > 0
        THEN 100 * (1 - high / before_high) END AS limit_cut_percent,
    CASE WHEN direction = 'lower_is_better' AND below(high, high_open, before_low, before_low_open) THEN 'yes'
        WHEN direction = 'higher_is_better' AND below(before_high, before_high_open, low, low_open) THEN 'yes'
        WHEN direction = 'lower_is_better' AND low >= before_high THEN 'no'
        WHEN direction = 'higher_is_better' AND before_low >= high THEN 'no' ELSE 'unknown' END AS is_improvement
FROM (
    SELECT *, low IS NOT NULL AND before_low IS NOT NULL AS both_known, divisible(low, before_low, before_high) AS has_percent,
        divisible(before_low, low, high) AS has_ratio
    FROM observed WHERE before_bound <> '' AND missing = ''
)
