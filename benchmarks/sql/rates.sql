WITH used AS (
    SELECT s.funnel, s.stage, o.* FROM observed AS o JOIN stages AS s USING (indicator) WHERE status = 'achieved'
), documents AS (
    SELECT funnel, place, scope, source, unit FROM used
    QUALIFY row_number() OVER (PARTITION BY funnel, place, scope ORDER BY period_end DESC, id) = 1
), single AS (
    SELECT used.* FROM used SEMI JOIN documents USING (funnel, place, scope, source)
    QUALIFY row_number() OVER (PARTITION BY funnel, place, scope, stage, indicator ORDER BY low IS NULL, period_end DESC, id) = 1
), wanted AS (
    SELECT funnel, stage, count(*) AS wanted FROM stages GROUP BY ALL
), amounts AS (
    SELECT funnel, place, scope, stage, count(low) = any_value(wanted) AS is_known, string_agg(id, '|' ORDER BY id) AS ids,
        (sum(low), sum(high), bool_or(low_open), bool_or(high_open)) AS sums
    FROM single JOIN wanted USING (funnel, stage) GROUP BY funnel, place, scope, stage
), stacked AS (
    SELECT funnel, place, scope,
        any_value(CASE WHEN is_known THEN sums END) FILTER (stage = 'total') AS total, any_value(ids) FILTER (stage = 'total') AS total_id,
        any_value(CASE WHEN is_known THEN sums END) FILTER (stage = 'done') AS done, any_value(ids) FILTER (stage = 'done') AS done_id,
        any_value(CASE WHEN is_known THEN sums END) FILTER (stage = 'fully') AS fully, any_value(ids) FILTER (stage = 'fully') AS fully_id,
        any_value(CASE WHEN is_known THEN sums END) FILTER (stage = 'partly') AS partly, any_value(ids) FILTER (stage = 'partly') AS partly_id,
        any_value(CASE WHEN is_known THEN sums END) FILTER (stage = 'pending') AS pending, any_value(ids) FILTER (stage = 'pending') AS pending_ids
    FROM amounts GROUP BY funnel, place, scope
), parts AS (
    SELECT * EXCLUDE (done), coalesce(done, CASE WHEN fully IS NOT NULL AND partly IS NOT NULL
        THEN (fully[1] + partly[1], fully[2] + partly[2], fully[3] OR partly[3], fully[4] OR partly[4]) END) AS done
    FROM documents JOIN stacked USING (funnel, place, scope)
), filled AS (
    SELECT * EXCLUDE (total), total IS NOT NULL AS is_printed, total IS NULL AND done IS NOT NULL AND pending IS NOT NULL AS is_summed,
        coalesce(total, CASE WHEN done IS NOT NULL AND pending IS NOT NULL
            THEN (done[1] + pending[1], done[2] + pending[2], done[3] OR pending[3], done[4] OR pending[4]) END) AS total
    FROM parts
), rated AS (
    SELECT *, CASE WHEN is_summed THEN part_beside(done, pending) ELSE part_of_whole(done, total) END AS rate,
        part_of_whole(fully, total) AS full_rate,
        CASE WHEN is_summed THEN part_beside(pending, done) ELSE part_of_whole(pending, total) END AS pending_rate
    FROM filled
)
SELECT concat_ws('|', funnel, place, scope) AS id, funnel, place, scope, source, unit,
    total[1] AS total_low, total[2] AS total_high, coalesce(total[3], false) AS total_low_open, coalesce(total[4], false) AS total_high_open,
    done[1] AS done_low, done[2] AS done_high, coalesce(done[3], false) AS done_low_open, coalesce(done[4], false) AS done_high_open,
    fully[1] AS fully_low, fully[2] AS fully_high, coalesce(fully[3], false) AS fully_low_open, coalesce(fully[4], false) AS fully_high_open,
    partly[1] AS partly_low, partly[2] AS partly_high, coalesce(partly[3], false) AS partly_low_open, coalesce(partly[4], false) AS partly_high_open,
    pending[1] AS pending_low, pending[2] AS pending_high, coalesce(pending[3], false) AS pending_low_open,
    coalesce(pending[4], false) AS pending_high_open,
    100 * rate[1] AS rate_low, 100 * rate[2] AS rate_high, coalesce(rate[3], false) AS rate_low_open, coalesce(rate[4], false) AS rate_high_open,
    100 * full_rate[1] AS full_rate_low, 100 * full_rate[2] AS full_rate_high, coalesce(full_rate[3], false) AS full_rate_low_open,
    coalesce(full_rate[4], false) AS full_rate_high_open,
    100 * pending_rate[1] AS pending_rate_low, 100 * pending_rate[2] AS pending_rate_high,
    coalesce(pending_rate[3], false) AS pending_rate_low_open, coalesce(pending_rate[4], false) AS pending_rate_high_open,
    CASE WHEN is_printed THEN 'printed' WHEN is_summed THEN 'sum' ELSE '' END AS total_basis,
    coalesce(total_id, '') AS total_id, coalesce(done_id, '') AS done_id, coalesce(fully_id, '') AS fully_id,
    coalesce(partly_id, '') AS partly_id, coalesce(pending_ids, '') AS pending_ids
FROM rated
