SELECT *, indicator AS benchmark_indicator, unit AS benchmark_unit, scope AS benchmark_scope, status AS benchmark_status,
    ambiguous AS benchmark_ambiguous, '' AS benchmark_id, '' AS benchmark_place, '' AS benchmark_missing, '' AS benchmark_period_start,
    before_bound AS benchmark_bound, before_low AS benchmark_low, before_high AS benchmark_high, before_low_open AS benchmark_low_open,
    before_high_open AS benchmark_high_open, before_kind AS benchmark_kind,
    coalesce(nullif(before_end, ''), period_end) AS benchmark_period_end
FROM observed WHERE before_kind IN ('statutory_limit', 'provincial_average', 'national_average') AND missing = ''
