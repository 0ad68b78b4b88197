SELECT * EXCLUDE (l, number) REPLACE (
        if(l, number, low) AS low, if(l, number, high) AS high, NOT l AND low_open AS low_open, NOT l AND high_open AS high_open
    )
FROM (
    SELECT *, is_limit(form, status, level, ambiguous, bound, low, high) AS l, if(bound IN ('at_most', 'less_than'), high, low) AS number FROM in_sets
)
