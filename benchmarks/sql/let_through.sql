SELECT * REPLACE (CASE WHEN grade IN ('comparable', 'with_caution') THEN grade ELSE 'not_comparable' END AS grade) FROM comparability
