WITH figures AS (
    SELECT check_id, position, o.*, before_bound AS was_bound,
        CASE WHEN bound = 'exact' THEN precision ELSE 0 END AS half, CASE WHEN before_bound = 'exact' THEN before_precision ELSE 0 END AS before_half,
        plus_minus(low, high, low_open, high_open, 0, unit_factor) AS printed,
        plus_minus(low, high, low_open, high_open, half, unit_factor) AS rounded,
        plus_minus(before_low, before_high, before_low_open, before_high_open, 0, unit_factor) AS printed_before,
        plus_minus(before_low, before_high, before_low_open, before_high_open, before_half, unit_factor) AS rounded_before
    FROM check_parts JOIN observed AS o ON o.id = figure
), totals AS (
    SELECT check_id, bool_and(low IS NOT NULL AND high IS NOT NULL) AS is_known, bool_or(low_open) AS low_open, bool_or(high_open) AS high_open,
        (CASE WHEN is_known THEN sum(printed[1]) END, CASE WHEN is_known THEN sum(printed[2]) END, bool_or(low_open), bool_or(high_open)) AS printed,
        (CASE WHEN is_known THEN sum(rounded[1]) END, CASE WHEN is_known THEN sum(rounded[2]) END, bool_or(low_open), bool_or(high_open)) AS rounded
    FROM figures GROUP BY check_id
), joined AS (
    SELECT checks.*, upper_limit(a.bound, a.high) AND upper_limit(a.was_bound, a.before_high) AS both_limits,
        days(a.period_start, a.period_end) AS days, claimed.bound AS claim_bound,
        CASE WHEN claimed.bound <> 'exact' THEN 0 WHEN claimed.precision = 0 AND kind IN ('share', 'growth', 'growth_from_increase', 'reduction')
            THEN 0.5 ELSE claimed.precision END AS claim_half,
        plus_minus(claimed.low, claimed.high, claimed.low_open, claimed.high_open, claim_half, 1) AS c,
        claimable(kind, a.printed, a.printed_before, b.printed, totals.printed, claimed.unit_factor, both_limits, days) AS f,
        claimable(kind, a.rounded, a.rounded_before, b.rounded, totals.rounded, claimed.unit_factor, both_limits, days) AS r
    FROM checks JOIN observed AS claimed ON claimed.id = claim
    LEFT JOIN figures AS a ON a.check_id = checks.id AND a.position = 1
    LEFT JOIN figures AS b ON b.check_id = checks.id AND b.position = 2
    LEFT JOIN totals ON totals.check_id = checks.id
)
SELECT id, kind, claim, f[1] AS computed_low, f[2] AS computed_high, coalesce(f[3], false) AS computed_low_open, coalesce(f[4], false) AS computed_high_open,
    CASE WHEN c[1] IS NULL OR f[1] IS NULL THEN 'cannot_tell'
        WHEN kind = 'part_of' AND f[2] <= CASE WHEN claim_bound IN ('at_most', 'less_than') THEN c[2] ELSE c[1] END THEN 'holds'
        WHEN kind <> 'part_of' AND (c[1] < f[1] OR (c[1] = f[1] AND (NOT c[3] OR f[3])))
            AND (c[2] > f[2] OR (c[2] = f[2] AND (NOT c[4] OR f[4]))) THEN 'holds'
        WHEN below(c[2], c[4], r[1], r[3]) OR (kind <> 'part_of' AND below(r[2], r[4], c[1], c[3])) THEN 'fails'
        ELSE 'cannot_tell' END AS outcome
FROM joined
