WITH usable AS (
    SELECT *, rtrim(concat_ws('|', indicator, level, scope, status, if(form = 'rank', concat(part_of, '|', period_end[:4]), '')), '|') AS peer_set,
        CASE WHEN ambiguous = 'amount' THEN 'ambiguous_amount' WHEN missing <> '' OR low IS NULL THEN 'no_number' ELSE '' END AS unusable,
        since(period_start, period_end) AS since, nullif(since, 0) AS end_at
    FROM observed
), recent AS (
    SELECT *, CASE WHEN unusable <> '' THEN unusable
        WHEN max(end_at) OVER (PARTITION BY peer_set, unusable) - end_at > 30000 THEN 'far_apart' ELSE '' END AS outdated
    FROM usable
), single AS (
    SELECT *, CASE WHEN outdated = '' AND row_number() OVER (
            PARTITION BY peer_set, outdated, place ORDER BY ambiguous <> '', since DESC, replace(id, 'simulated/', '')
        ) > 1 THEN 'other_figure' ELSE outdated END AS left_out
    FROM recent
), shared AS (
    SELECT peer_set, left_out, count(*) AS peers,
        concat_ws('|', CASE WHEN bool_or(ambiguous <> '') THEN 'ambiguous_wording' END,
            CASE WHEN max(end_at) - min(end_at) > 10000 THEN 'years_apart' END) AS set_reasons
    FROM single WHERE left_out = '' GROUP BY ALL
)
SELECT single.* EXCLUDE (unusable, since, end_at, outdated), coalesce(peers, 0) AS peers, coalesce(set_reasons, '') AS set_reasons,
    CASE WHEN left_out <> '' THEN '' WHEN set_reasons = '' THEN 'comparable' ELSE 'with_caution' END AS set_grade
FROM single LEFT JOIN shared USING (peer_set, left_out)
