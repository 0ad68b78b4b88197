SELECT * EXCLUDE (best, worst, of_low, of_high, has_score, raw_low, raw_high, is_single),
    CASE WHEN has_score THEN greatest(least(raw_low, 100), 0) END AS score_low,
    CASE WHEN has_score THEN greatest(least(raw_high, 100), 0) END AS score_high,
    has_score AND NOT is_single AND raw_low >= 0 AND CASE WHEN best < worst THEN high_open ELSE low_open END AS score_low_open,
    has_score AND NOT is_single AND raw_high <= 100 AND CASE WHEN best < worst THEN low_open ELSE high_open END AS score_high_open
FROM (
    SELECT o.*, best, worst, 100 * ((worst - low) / (worst - best)) AS of_low, 100 * ((worst - high) / (worst - best)) AS of_high,
        of_low IS NOT NULL AND of_high IS NOT NULL AS has_score,
        least(of_low, of_high) AS raw_low, greatest(of_low, of_high) AS raw_high,
        greatest(least(raw_low, 100), 0) = greatest(least(raw_high, 100), 0) AS is_single
    FROM peer_sets AS o LEFT JOIN goalposts USING (indicator)
)
