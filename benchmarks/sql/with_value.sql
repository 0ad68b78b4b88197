WITH beside AS (
    SELECT *, id = 'p00000-00-0' AS is_new, 4.0::DOUBLE AS new_low, 4.0::DOUBLE AS new_high, false AS new_low_open, false AS new_high_open,
        'exact' AS new_bound, 4.0::DOUBLE AS new_amount, '' AS new_from_id
    FROM observed
)
:replaced
