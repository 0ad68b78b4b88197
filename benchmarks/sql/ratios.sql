WITH single AS (
    SELECT derived, side, place, scope, source, period_start, period_end, period_basis, period_days, indicator, id, id AS first_id,
        ambiguous, as_printed, note_zh, note_en, low_open, high_open,
        low * unit_factor AS low, high * unit_factor AS high, amount * unit_factor AS base
    FROM observed JOIN derived_parts ON part = indicator
    WHERE status = 'achieved' AND low IS NOT NULL AND high IS NOT NULL AND ambiguous <> 'amount'
    QUALIFY count(*) OVER (
        PARTITION BY derived, side, place, scope, source, period_start, period_end, period_basis, period_days, indicator) = 1
), wholes AS (
    SELECT derived, side, place, 'whole' AS scope, source, period_start, period_end, period_basis, any_value(period_days) AS period_days, indicator,
        string_agg(id, '/' ORDER BY scope) AS id, arg_min(first_id, scope) AS first_id,
        coalesce(arg_min(ambiguous, scope) FILTER (ambiguous <> ''), '') AS ambiguous,
        trim(string_agg(as_printed, '+' ORDER BY scope), '+') AS as_printed, trim(string_agg(note_zh, '；' ORDER BY scope), '；') AS note_zh,
        trim(string_agg(note_en, '; ' ORDER BY scope), '; ') AS note_en, sum(low) AS low, sum(high) AS high,
        bool_or(low_open) AS low_open, bool_or(high_open) AS high_open, sum(base) AS base
    FROM single WHERE scope IN ('whole', 'city_tier', 'counties')
    GROUP BY derived, side, place, source, period_start, period_end, period_basis, indicator
    HAVING count(*) = 2 AND NOT bool_or(single.scope = 'whole')
), summed AS (
    SELECT derived, side, place, scope, source, period_start, period_end, period_basis, period_days,
        string_agg(id, '/' ORDER BY indicator) AS ids, arg_min(first_id, indicator) AS first_id, max(ambiguous) AS ambiguous,
        trim(string_agg(as_printed, '+' ORDER BY indicator), '+') AS as_printed, trim(string_agg(note_zh, '；' ORDER BY indicator), '；') AS note_zh,
        trim(string_agg(note_en, '; ' ORDER BY indicator), '; ') AS note_en, sum(low) AS low, sum(high) AS high,
        bool_or(low_open) AS low_open, bool_or(high_open) AS high_open, sum(base) AS base
    FROM (FROM single UNION ALL BY NAME FROM wholes)
    JOIN (SELECT derived, side, count(*) AS wanted FROM derived_parts GROUP BY ALL) USING (derived, side)
    GROUP BY derived, side, place, scope, source, period_start, period_end, period_basis, period_days
    HAVING count(*) = any_value(wanted)
), met AS (
    SELECT n.*, d.* EXCLUDE (derived), concat(n.ids, '/', m.ids) AS both_ids, m.period_end AS denominator_end,
        concat(n.as_printed, ' ÷ ', m.as_printed) AS both_printed, trim(concat(n.note_zh, '；', m.note_zh), '；') AS both_zh,
        trim(concat(n.note_en, '; ', m.note_en), '; ') AS both_en, if(n.ambiguous <> '', n.ambiguous, m.ambiguous) AS both_ambiguous,
        times * per / d.unit_factor AS by_unit, if(yearly = 'true', by_unit * 365.25 / n.period_days, by_unit) AS scale,
        n.base / m.base * scale AS in_print, divisible(n.low, m.low, m.high) AS exists_at_all,
        n.low / m.high * scale AS least_share, over_high(n.high, m.low) * scale AS most_share,
        over_low_open(n.low, n.low_open, m.high, m.high_open) AS least_open, over_high_open(n.high, n.high_open, m.low, m.low_open) AS most_open
    FROM summed AS n JOIN summed AS m USING (derived, place, scope) JOIN derived AS d USING (derived)
    WHERE n.side = 'numerator' AND m.side = 'denominator' AND (
        (n.period_start = m.period_start AND n.period_end = m.period_end)
        OR (n.source = m.source AND 'source' IN (n.period_basis, m.period_basis))
        OR ((m.period_start = '' OR m.period_start = m.period_end) AND abs(end_number(n.period_end) - end_number(m.period_end)) <= 40000))
    QUALIFY row_number() OVER (PARTITION BY derived, n.ids, scope ORDER BY n.source <> m.source, n.period_end <> m.period_end,
        abs(end_number(n.period_end) - end_number(m.period_end)), m.ids) = 1
)
SELECT f.* REPLACE (
        both_ids AS id, derived AS indicator, met.scope AS scope, met.period_start AS period_start, met.period_end AS period_end,
        met.period_basis AS period_basis, met.period_days AS period_days, met.matter AS matter, met.form AS form, met.topic AS topic,
        met.direction AS direction, met.unit AS unit, met.unit_factor AS unit_factor, '' AS printed_unit, 0.0::DOUBLE AS precision,
        both_printed AS as_printed, both_zh AS note_zh, both_en AS note_en, 'derived' AS status, '' AS missing, both_ambiguous AS ambiguous,
        if(in_print > most, most, in_print) AS value, if(in_print > most, most, in_print) AS amount,
        least_share AS low, if(most_share > most, most, most_share) AS high, least_open AS low_open, most_open AND NOT most_share > most AS high_open,
        bound_in_print(least_share, if(most_share > most, most, most_share), least_open, most_open AND NOT most_share > most,
            if(in_print > most, most, in_print)) AS bound,
        NULL AS before_precision, NULL AS before, '' AS before_bound, '' AS before_kind, '' AS before_end, NULL AS before_amount, NULL AS before_low,
        NULL AS before_high, false AS before_low_open, false AS before_high_open,
        if(met.denominator_end <> met.period_end, met.denominator_end, '') AS denominator_end
    )
FROM met JOIN observed AS f ON f.id = met.first_id
WHERE exists_at_all AND (least_share < most OR (least_share = most AND NOT least_open))
