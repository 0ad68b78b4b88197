SELECT *, COLUMNS('^(indicator|direction|unit|form|cut_kind|part_of|level|scope|ambiguous|period_days)$') AS 'benchmark_\0',
    '' AS benchmark_id, '' AS benchmark_place, '' AS benchmark_missing, '' AS benchmark_period_start, '' AS benchmark_period_basis,
    before_bound AS benchmark_bound, before_low AS benchmark_low, before_high AS benchmark_high, before_low_open AS benchmark_low_open,
    before_high_open AS benchmark_high_open, before_kind AS benchmark_kind, '' AS declared, false AS one_measure,
    if(before_kind = 'statutory_limit', 'rule', status) AS benchmark_status,
    coalesce(nullif(before_end, ''), period_end) AS benchmark_period_end
FROM observed WHERE before_kind IN ('statutory_limit', 'provincial_average', 'national_average') AND missing = ''
