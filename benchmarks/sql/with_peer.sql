WITH peer AS (
    SELECT id AS new_from_id, peer_set, low AS new_low, high AS new_high, low_open AS new_low_open, high_open AS new_high_open, bound AS new_bound, amount AS new_amount
    FROM peer_sets WHERE id = 'p00001-00-0' AND left_out = ''
), beside AS (
    SELECT s.* EXCLUDE (peer_set, left_out, peers, set_grade, set_reasons), peer.* EXCLUDE (peer_set),
        s.id = 'p00000-00-0' AND new_from_id IS NOT NULL AS is_new
    FROM peer_sets AS s LEFT JOIN peer USING (peer_set)
)
:replaced
