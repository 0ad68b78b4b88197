WITH best AS (
    SELECT id, benchmark_id, benchmark_place, benchmark_indicator, grade, reasons, form, verdict,
        gap_low, gap_high, gap_low_open, gap_high_open, gap_percent_low, gap_percent_high, gap_percent_low_open, gap_percent_high_open,
        since(benchmark_period_start, benchmark_period_end) AS since
    FROM gaps
    QUALIFY row_number() OVER (
        PARTITION BY id
        ORDER BY CASE grade WHEN 'comparable' THEN 0 WHEN 'with_caution' THEN 1 WHEN 'indicative' THEN 2 ELSE 3 END,
            indicator <> benchmark_indicator, since > until(period_start, period_end, status, level), since DESC, benchmark_id
    ) = 1
)
SELECT o.* EXCLUDE (form), coalesce(benchmark_id, '') AS benchmark_id, coalesce(benchmark_place, '') AS benchmark_place,
    coalesce(benchmark_indicator, '') AS benchmark_indicator, coalesce(grade, '') AS grade, coalesce(reasons, '') AS reasons,
    coalesce(best.form, '') AS form,
    CASE WHEN place = 'p00000' THEN 'benchmark' ELSE coalesce(verdict, 'no_figure') END AS verdict,
    gap_low, gap_high, coalesce(gap_low_open, false) AS gap_low_open, coalesce(gap_high_open, false) AS gap_high_open,
    gap_percent_low, gap_percent_high, coalesce(gap_percent_low_open, false) AS gap_percent_low_open,
    coalesce(gap_percent_high_open, false) AS gap_percent_high_open
FROM figures AS o LEFT JOIN best USING (id)
