WITH best AS (
    SELECT unnest(arg_min(s, sure_order(direction, low, high, low_open, high_open, id)))
    FROM peer_sets AS s WHERE left_out = '' AND direction <> 'no_judgement' GROUP BY peer_set
)
SELECT * EXCLUDE (peer_set, left_out, peers, set_grade, set_reasons), false AS simulated, '' AS from_id FROM peer_sets
UNION ALL BY NAME
SELECT * EXCLUDE (peer_set, left_out, peers, set_grade, set_reasons)
    REPLACE (
        concat('simulated/nowhere/', id) AS id, 'nowhere' AS place,
        '' AS missing, '' AS ambiguous, '' AS source, '' AS before_bound, '' AS before_kind, '' AS before_end,
        '' AS as_printed, '' AS locator, '' AS note_zh, '' AS note_en, '' AS printed_unit,
        NULL AS value, NULL AS precision, NULL AS before, NULL AS before_amount, NULL::DOUBLE AS before_precision, NULL AS before_low,
        NULL AS before_high,
        false AS before_low_open, false AS before_high_open
    ),
    true AS simulated, id AS from_id
FROM best WHERE peers > 1
