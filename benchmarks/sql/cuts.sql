WITH reduced AS (
    SELECT *, upper_limit(bound, high) AND upper_limit(before_bound, before_high) AND before_high > 0 AND status = 'rule' AS of_limits,
        CASE WHEN of_limits THEN 100 * (1 - high / before_high) ELSE 100 * (1 - over_high(high, before_low)) END AS least,
        CASE WHEN of_limits THEN least ELSE 100 * (1 - low / before_high) END AS most,
        NOT of_limits AND over_high_open(high, high_open, before_low, before_low_open) AS least_open,
        NOT of_limits AND over_low_open(low, low_open, before_high, before_high_open) AS most_open,
        100 * (1 - amount / before_amount) AS in_print
    FROM observed WHERE before_kind = 'earlier_level' AND before_bound <> '' AND missing = '' AND direction <> 'higher_is_better' AND form <> 'claim'
        AND divisible(low, before_low, before_high)
)
SELECT * EXCLUDE (of_limits, least, most, least_open, most_open, in_print) REPLACE (
        concat(id, '/cut') AS id, 'cuts' AS matter, 'cut' AS form, if(of_limits, 'limit', 'actual') AS cut_kind, 'percent' AS unit,
        'higher_is_better' AS direction, 'derived' AS status, in_print AS value, in_print AS amount, 0.0::DOUBLE AS precision,
        1.0::DOUBLE AS unit_factor, '' AS printed_unit, least AS low, most AS high, least_open AS low_open, most_open AS high_open,
        bound_in_print(least, most, least_open, most_open, in_print) AS bound, '' AS before_bound, '' AS before_kind, '' AS before_end,
        NULL::DOUBLE AS before, NULL::DOUBLE AS before_amount, NULL::DOUBLE AS before_precision, NULL::DOUBLE AS before_low,
        NULL::DOUBLE AS before_high, false AS before_low_open, false AS before_high_open
    )
FROM reduced WHERE (of_limits OR status = 'achieved') AND least > 0
UNION ALL
SELECT * REPLACE (
        concat(id, '/cut') AS id, 'cuts' AS matter, 'cut' AS form, 'claimed' AS cut_kind, 'percent' AS unit, 'higher_is_better' AS direction,
        if(high > 100, 100, high) AS high, high_open AND NOT coalesce(high > 100, false) AS high_open
    )
FROM observed WHERE form = 'claim' AND missing = ''
