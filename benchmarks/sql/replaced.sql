-- The rows of `beside` that are new take what they are given, and nothing of the print is left.
SELECT * EXCLUDE (is_new, new_low, new_high, new_low_open, new_high_open, new_bound, new_amount, new_from_id)
    REPLACE (
        if(is_new, concat('simulated/', id), id) AS id, if(is_new, new_low, low) AS low, if(is_new, new_high, high) AS high,
        if(is_new, new_low_open, low_open) AS low_open, if(is_new, new_high_open, high_open) AS high_open,
        if(is_new, new_bound, bound) AS bound, if(is_new, new_amount, amount) AS amount,
        if(is_new, '', missing) AS missing, if(is_new, '', ambiguous) AS ambiguous, if(is_new, '', source) AS source,
        if(is_new, '', before_bound) AS before_bound, if(is_new, '', before_kind) AS before_kind,
        if(is_new, '', before_end) AS before_end, if(is_new, '', as_printed) AS as_printed,
        if(is_new, '', locator) AS locator, if(is_new, '', note_zh) AS note_zh, if(is_new, '', note_en) AS note_en,
        if(is_new, '', printed_unit) AS printed_unit,
        if(is_new, NULL, value) AS value, if(is_new, NULL, precision) AS precision,
        if(is_new, NULL, before) AS before, if(is_new, NULL, before_amount) AS before_amount, if(is_new, NULL, before_precision) AS before_precision,
        if(is_new, NULL, before_low) AS before_low, if(is_new, NULL, before_high) AS before_high,
        before_low_open AND NOT is_new AS before_low_open, before_high_open AND NOT is_new AS before_high_open
    ),
    is_new AS simulated, if(is_new, new_from_id, '') AS from_id
FROM beside
