SELECT * EXCLUDE (is_cut, one_unit, durations, one_scope, has_whole, one_limit, alike, limit_and_usual, other_level, other_evaluation, no_number,
        amount_unclear, wording_unclear, other_length, is_apart, is_far),
    CASE WHEN (NOT one_unit AND NOT durations) OR (is_cut AND cut_kind <> benchmark_cut_kind) OR other_level OR other_evaluation
            OR (NOT one_scope AND NOT has_whole) OR (NOT alike AND NOT one_limit) OR no_number OR amount_unclear OR other_length
            OR declared = 'not_comparable' THEN 'not_comparable'
        WHEN (is_cut AND indicator <> benchmark_indicator) OR (NOT one_scope AND has_whole) OR limit_and_usual OR is_far
            OR declared = 'indicative' THEN 'indicative'
        WHEN wording_unclear OR (NOT one_unit AND durations) OR is_apart OR declared = 'with_caution' THEN 'with_caution'
        ELSE 'comparable' END AS grade,
    concat_ws('|',
        CASE WHEN NOT one_unit AND NOT durations THEN 'other_unit' END,
        CASE WHEN declared <> '' THEN 'other_definition' END,
        CASE WHEN is_cut AND indicator <> benchmark_indicator THEN 'other_object' END,
        CASE WHEN is_cut AND cut_kind <> benchmark_cut_kind THEN 'other_cut' END,
        CASE WHEN other_level THEN 'other_level' END,
        CASE WHEN other_evaluation THEN 'other_evaluation' END,
        CASE WHEN NOT one_scope THEN if(has_whole, 'part_and_whole', 'other_scope') END,
        CASE WHEN NOT alike AND NOT one_limit THEN 'other_status' WHEN limit_and_usual THEN 'limit_and_usual' END,
        CASE WHEN no_number THEN 'no_number' END,
        CASE WHEN amount_unclear THEN 'ambiguous_amount' END,
        CASE WHEN wording_unclear THEN 'ambiguous_wording' END,
        CASE WHEN other_length THEN 'other_length' END,
        CASE WHEN NOT one_unit AND durations THEN 'order_only' END,
        CASE WHEN is_far THEN 'far_apart' WHEN is_apart THEN 'years_apart' END) AS reasons
FROM (
    SELECT * EXCLUDE (is_limit, benchmark_is_limit, since, until, benchmark_since, benchmark_until),
        form = 'cut' AND benchmark_form = 'cut' AS is_cut,
        (unit = benchmark_unit OR one_measure) AS one_unit, is_duration(unit) AND is_duration(benchmark_unit) AS durations,
        scope = benchmark_scope AS one_scope, scope = 'whole' OR benchmark_scope = 'whole' AS has_whole,
        one_limit(is_limit, status, benchmark_is_limit, benchmark_status) AS one_limit,
        status = benchmark_status OR (is_usual(status) AND is_usual(benchmark_status)) OR is_cut OR (is_limit AND benchmark_is_limit) AS alike,
        NOT alike AND one_limit AND low IS NOT NULL AND benchmark_low IS NOT NULL AS limit_and_usual,
        is_count(form, unit) AND is_count(benchmark_form, benchmark_unit) AND direction = 'no_judgement'
            AND benchmark_direction = 'no_judgement' AND level <> benchmark_level AS other_level,
        form = 'rank' AND benchmark_form = 'rank'
            AND (part_of <> benchmark_part_of OR period_end[:4] <> benchmark_period_end[:4]) AS other_evaluation,
        ((missing <> '' OR low IS NULL) AND ambiguous <> 'amount')
            OR ((benchmark_missing <> '' OR benchmark_low IS NULL) AND benchmark_ambiguous <> 'amount') AS no_number,
        ambiguous = 'amount' OR benchmark_ambiguous = 'amount' AS amount_unclear,
        ambiguous NOT IN ('', 'amount') OR benchmark_ambiguous NOT IN ('', 'amount') AS wording_unclear,
        is_count(form, unit) AND is_count(benchmark_form, benchmark_unit)
            AND period_basis = 'printed' AND benchmark_period_basis = 'printed'
            AND coalesce(abs(period_days - benchmark_period_days) > 0.1 * greatest(period_days, benchmark_period_days), false) AS other_length,
        apart(since, until, benchmark_since, benchmark_until, 1) AS is_apart,
        apart(since, until, benchmark_since, benchmark_until, 3) AS is_far
    FROM (
        SELECT *, since(period_start, period_end) AS since, until(period_start, period_end, status, level) AS until,
            since(benchmark_period_start, benchmark_period_end) AS benchmark_since,
            until(benchmark_period_start, benchmark_period_end, benchmark_status, benchmark_level) AS benchmark_until,
            is_limit(form, status, level, ambiguous, bound, low, high) AS is_limit,
            is_limit(benchmark_form, benchmark_status, benchmark_level, benchmark_ambiguous, benchmark_bound, benchmark_low, benchmark_high) AS benchmark_is_limit
        FROM pairs
    )
)
