SELECT * EXCLUDE (no_number, amount_unclear, apart),
    CASE WHEN unit <> benchmark_unit OR indicator <> benchmark_indicator OR scope <> benchmark_scope
            OR status <> benchmark_status OR no_number OR amount_unclear OR apart > 30000 THEN 'not_comparable'
        WHEN ambiguous NOT IN ('', 'amount') OR benchmark_ambiguous NOT IN ('', 'amount') OR apart > 10000 THEN 'with_caution'
        ELSE 'comparable' END AS grade,
    concat_ws('|',
        CASE WHEN unit <> benchmark_unit THEN 'other_unit' WHEN indicator <> benchmark_indicator THEN 'other_definition' END,
        CASE WHEN scope <> benchmark_scope THEN 'other_scope' END,
        CASE WHEN status <> benchmark_status THEN 'other_status' END,
        CASE WHEN no_number THEN 'no_number' END,
        CASE WHEN amount_unclear THEN 'ambiguous_amount' END,
        CASE WHEN ambiguous NOT IN ('', 'amount') OR benchmark_ambiguous NOT IN ('', 'amount') THEN 'ambiguous_wording' END,
        CASE WHEN apart > 30000 THEN 'far_apart' WHEN apart > 10000 THEN 'years_apart' END) AS reasons
FROM (
    SELECT *,
        ((missing <> '' OR low IS NULL) AND ambiguous <> 'amount')
            OR ((benchmark_missing <> '' OR benchmark_low IS NULL) AND benchmark_ambiguous <> 'amount') AS no_number,
        ambiguous = 'amount' OR benchmark_ambiguous = 'amount' AS amount_unclear,
        CASE WHEN period_end <> '' AND benchmark_period_end <> ''
            THEN abs(end_number(period_end) - end_number(benchmark_period_end)) END AS apart
    FROM pairs
)
