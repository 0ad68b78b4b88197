WITH best AS (
    SELECT peer_set, unnest(arg_min({'new_from_id': id, 'new_low': low, 'new_high': high, 'new_low_open': low_open,
        'new_high_open': high_open, 'new_bound': bound, 'new_amount': amount}, sure_order(direction, low, high, low_open, high_open, id)))
    FROM peer_sets WHERE left_out = '' AND direction <> 'no_judgement' GROUP BY peer_set
), beside AS (
    SELECT s.* EXCLUDE (peer_set, left_out, peers, set_grade, set_reasons), best.* EXCLUDE (peer_set),
        coalesce(place = 'p00000' AND left_out = '' AND CASE direction
            WHEN 'lower_is_better' THEN below(new_high, new_high_open, low, low_open)
            ELSE below(high, high_open, new_low, new_low_open) END, false) AS is_new
    FROM peer_sets AS s LEFT JOIN best USING (peer_set)
)
:replaced
