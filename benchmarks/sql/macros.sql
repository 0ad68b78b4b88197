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
-- A figure speaks of the end of its period; a rule in force and what is demanded from above last from a day on.
CREATE MACRO is_demand(status, level) AS status = 'target' AND level IN ('country', 'province');
CREATE MACRO since(period_start, period_end) AS end_number(CASE WHEN period_end = '' THEN period_start ELSE period_end END);
CREATE MACRO until(period_start, period_end, status, level) AS CASE
    WHEN is_demand(status, level) OR (period_end = '' AND period_start <> '') THEN 99999999 ELSE end_number(period_end) END;
CREATE MACRO apart(since, until, other_since, other_until, years) AS
    since > 0 AND other_since > 0 AND (since - other_until > years * 10000 OR other_since - until > years * 10000);
CREATE MACRO is_usual(status) AS status IN ('achieved', 'derived');
CREATE MACRO is_limit(form, status, level, ambiguous, bound, low, high) AS form <> 'cut' AND low IS NOT NULL AND high IS NOT NULL AND (
    ((status = 'rule' OR is_demand(status, level)) AND bound IN ('at_most', 'less_than', 'at_least', 'more_than'))
    OR (status = 'achieved' AND ambiguous = 'kind' AND bound IN ('at_most', 'less_than')));
CREATE MACRO one_limit(is_limit, status, other_is_limit, other_status) AS
    (is_limit AND NOT other_is_limit AND is_usual(other_status)) OR (other_is_limit AND NOT is_limit AND is_usual(status));
CREATE MACRO is_duration(unit) AS unit IN ('day', 'working_day', 'month');
CREATE MACRO is_count(form, unit) AS form = 'level' AND unit <> 'percent' AND NOT is_duration(unit);
CREATE MACRO days_at_least(unit, n) AS CASE WHEN unit <> 'month' THEN n WHEN n = 12 THEN 365
    WHEN n BETWEEN 1 AND 11 AND floor(n) = n THEN floor((306 * n + 9) / 10) - 3 ELSE 28 * n END;
CREATE MACRO days_at_most(unit, n) AS CASE WHEN unit = 'working_day' AND n > 0 THEN 'infinity'::DOUBLE WHEN unit <> 'month' THEN n
    WHEN n = 12 THEN 366 WHEN n BETWEEN 1 AND 11 AND floor(n) = n THEN floor((306 * n + 9) / 10) ELSE 31 * n END;
-- Is a usual figure surely within a limit, or surely beyond it? `upper`: not to be exceeded.
CREATE MACRO keeps(low, high, low_open, high_open, upper, least, limit_open, one_unit) AS CASE
    WHEN upper THEN high < least OR (high = least AND (high_open OR NOT limit_open))
    ELSE one_unit AND (low > least OR (low = least AND (low_open OR NOT limit_open))) END;
CREATE MACRO breaks(low, high, low_open, high_open, upper, most, limit_open, one_unit) AS CASE
    WHEN upper THEN low > most OR (low = most AND one_unit AND (low_open OR limit_open))
    ELSE one_unit AND (high < most OR (high = most AND (high_open OR limit_open))) END;
CREATE MACRO days(first_day, last_day) AS nullif(last_day, '')::DATE - nullif(first_day, '')::DATE;
CREATE MACRO bound_in_print(low, high, low_open, high_open, value) AS CASE WHEN low = high THEN 'exact'
    WHEN low = value THEN if(low_open, 'more_than', 'at_least') WHEN high = value THEN if(high_open, 'less_than', 'at_most') ELSE 'about' END;
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
