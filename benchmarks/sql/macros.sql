-- What the queries beside this file share; DuckDB puts each in its place before it plans the query.
-- Is one interval surely below another, by its high and the other's low?
CREATE MACRO below(high, high_open, low, low_open) AS high < low OR (high = low AND (high_open OR low_open));
CREATE MACRO one_number(low, high, low_open, high_open) AS low = high AND NOT low_open AND NOT high_open;
CREATE MACRO upper_limit(bound, high) AS bound IN ('at_most', 'less_than') AND high IS NOT NULL;
-- The ends of a ÷ b, for b that may be 0 but is not surely 0.
CREATE MACRO over_high(high, other_low) AS CASE WHEN other_low > 0 THEN high / other_low ELSE 'infinity'::DOUBLE END;
CREATE MACRO over_low_open(low, low_open, other_high, other_high_open) AS
    low_open OR ((other_high_open OR other_high = 'infinity'::DOUBLE) AND low <> 0);
CREATE MACRO over_high_open(high, high_open, other_low, other_low_open) AS
    high_open OR (other_low_open AND high <> 0) OR over_high(high, other_low) = 'infinity'::DOUBLE;
CREATE MACRO divisible(low, other_low, other_high) AS coalesce(low >= 0 AND other_low >= 0 AND other_high > 0, false);
CREATE MACRO end_number(period_end) AS CASE WHEN period_end = '' THEN 0 ELSE replace(period_end, '-', '')::INTEGER END;
CREATE MACRO days(first_day, last_day) AS nullif(last_day, '')::DATE - nullif(first_day, '')::DATE;
-- Intervals as (low, high, low open, high open): a part of a whole, at most 1, and a part beside the rest.
CREATE MACRO part_of_whole(part, whole) AS CASE
    WHEN divisible(part[1], whole[1], whole[2]) AND NOT below(whole[2], whole[4], part[1], part[3]) THEN (
        part[1] / whole[2],
        CASE WHEN part[2] = 0 THEN 0 ELSE least(over_high(part[2], whole[1]), 1) END,
        over_low_open(part[1], part[3], whole[2], whole[4]),
        over_high_open(part[2], part[4], whole[1], whole[3]) AND over_high(part[2], whole[1]) <= 1) END;
CREATE MACRO part_beside(part, rest) AS CASE WHEN part[2] + rest[2] > 0 THEN (
    CASE WHEN part[1] + rest[2] = 0 THEN 1 ELSE part[1] / (part[1] + rest[2]) END,
    CASE WHEN part[2] + rest[1] = 0 THEN 0 WHEN part[2] = 'infinity' THEN 1 ELSE part[2] / (part[2] + rest[1]) END,
    (part[3] OR ((rest[4] OR rest[2] = 'infinity') AND part[1] <> 0)) AND rest[2] <> 0,
    (rest[3] OR ((part[4] OR part[2] = 'infinity') AND rest[1] <> 0)) AND part[2] <> 0) END;
CREATE MACRO minus(a, b) AS CASE WHEN a[1] IS NOT NULL AND b[1] IS NOT NULL THEN (
    a[1] - b[2], a[2] - b[1], a[3] OR b[4] OR a[1] - b[2] = '-infinity', a[4] OR b[3] OR a[2] - b[1] = 'infinity') END;
CREATE MACRO divided(a, b) AS CASE WHEN divisible(a[1], b[1], b[2]) THEN (
    a[1] / b[2], over_high(a[2], b[1]), over_low_open(a[1], a[3], b[2], b[4]), over_high_open(a[2], a[4], b[1], b[3])) END;
CREATE MACRO scaled(a, factor, shift) AS (a[1] * factor + shift, a[2] * factor + shift, a[3], a[4]);
CREATE MACRO plus_minus(low, high, low_open, high_open, half, factor) AS ((low - half) * factor, (high + half) * factor, low_open, high_open);
CREATE MACRO claimable(kind, a, before, b, total, factor, both_limits, days) AS CASE kind
    WHEN 'sum' THEN scaled(total, 1 / factor, 0) WHEN 'equal' THEN scaled(a, 1 / factor, 0) WHEN 'part_of' THEN scaled(a, 1 / factor, 0)
    WHEN 'difference' THEN scaled(minus(a, b), 1 / factor, 0) WHEN 'increase' THEN scaled(minus(a, before), 1 / factor, 0)
    WHEN 'ratio' THEN divided(a, b) WHEN 'share' THEN scaled(divided(a, b), 100, 0) WHEN 'growth' THEN scaled(divided(a, b), 100, -100)
    WHEN 'growth_from_increase' THEN scaled(divided(b, minus(a, b)), 100, 0)
    WHEN 'reduction' THEN CASE WHEN both_limits THEN (100 * (1 - a[2] / before[2]), 100 * (1 - a[2] / before[2]), false, false)
        ELSE (100 * (1 - divided(a, before)[2]), 100 * (1 - divided(a, before)[1]), divided(a, before)[4], divided(a, before)[3]) END
    WHEN 'duration' THEN (days::DOUBLE, days::DOUBLE, false, false) END;
CREATE MACRO sure_order(direction, low, high, low_open, high_open, id) AS CASE direction
    WHEN 'lower_is_better' THEN (high, NOT high_open, low, id) ELSE (-low, NOT low_open, -high, id) END;
