-- Places × 50 indicators: a figure in every cell, an earlier one in every tenth, a target in every twentieth.
-- `hash` is the chance: the same at every run. The first figures of p00000 and p00001 surely share a peer set.
CREATE MACRO chance(n, salt) AS hash(n, salt) % 100;
CREATE MACRO low_of(bound, v) AS CASE
    WHEN bound = '' THEN NULL WHEN bound IN ('at_most', 'less_than') THEN 0 WHEN bound = 'about' THEN 0.9 * v ELSE v END;
CREATE MACRO high_of(bound, v) AS CASE
    WHEN bound = '' THEN NULL WHEN bound IN ('at_least', 'more_than') THEN 'infinity'::DOUBLE WHEN bound = 'about' THEN 1.1 * v ELSE v END;
CREATE MACRO bound_of(c) AS CASE
    WHEN c < 60 THEN 'exact' WHEN c < 70 THEN 'at_most' WHEN c < 75 THEN 'less_than' WHEN c < 80 THEN 'at_least'
    WHEN c < 85 THEN 'more_than' WHEN c < 90 THEN 'about' ELSE '' END;

CREATE TABLE observed AS
WITH cells AS (
    SELECT p, i, kind, (p * 50 + i) * 3 + kind AS n, p < 2 AND i = 0 AND kind = 0 AS is_plain
    FROM range(getvariable('places')) AS places(p), range(50) AS indicators(i), range(3) AS kinds(kind)
    WHERE kind = 0 OR chance((p * 50 + i), 'kind') < CASE kind WHEN 1 THEN 10 ELSE 5 END
), drawn AS (
    SELECT *,
        CASE WHEN is_plain THEN 'exact' ELSE bound_of(chance(n, 'bound')) END AS bound,
        1.0 + hash(n, 'value') % 200 AS v,
        CASE WHEN chance(n, 'has before') < 20 THEN bound_of(chance(n, 'before') * 9 // 10) ELSE '' END AS before_bound,
        1.0 + hash(n, 'level before') % 200 AS b,
        CASE WHEN is_plain THEN 2023 WHEN kind = 1 THEN 2021 WHEN kind = 2 THEN 2025 WHEN chance(n, 'year') < 5 THEN 0
            WHEN chance(n, 'year') < 10 THEN 2019 WHEN chance(n, 'year') < 25 THEN 2022 ELSE 2023 END AS year
    FROM cells
)
SELECT printf('p%05d-%02d-%d', p, i, kind) AS id, printf('p%05d', p) AS place,
    CASE WHEN p % 10 = 9 THEN 'county' ELSE 'prefecture' END AS level, printf('i%02d', i) AS indicator,
    CASE WHEN i % 10 = 9 THEN 'no_judgement' WHEN i % 2 = 0 THEN 'lower_is_better' ELSE 'higher_is_better' END AS direction,
    CASE WHEN i % 5 = 4 THEN 'percent' ELSE 'working_day' END AS unit,
    CASE WHEN is_plain OR chance(n, 'scope') < 90 THEN 'whole' ELSE 'zone' END AS scope,
    CASE WHEN kind = 2 THEN 'target' WHEN is_plain OR chance(n, 'status') < 90 THEN 'achieved' ELSE 'rule' END AS status,
    CASE WHEN bound = '' AND chance(n, 'missing') < 50 THEN 'in_words' ELSE '' END AS missing,
    CASE WHEN is_plain THEN '' WHEN chance(n, 'ambiguous') < 3 THEN 'amount' WHEN chance(n, 'ambiguous') < 6 THEN 'kind' ELSE '' END AS ambiguous,
    bound,
    CASE WHEN year = 0 OR chance(n, 'start') < 10 THEN '' ELSE concat(year, '-01-01') END AS period_start,
    CASE WHEN year = 0 THEN '' ELSE concat(year, '-12-31') END AS period_end,
    before_bound,
    CASE WHEN before_bound = '' THEN '' WHEN chance(n, 'before kind') < 50 THEN 'earlier_level' ELSE 'provincial_average' END AS before_kind,
    CASE WHEN before_bound = '' OR chance(n, 'before end') < 50 THEN '' ELSE '2020-12-31' END AS before_end,
    low_of(bound, v)::DOUBLE AS low, high_of(bound, v)::DOUBLE AS high,
    bound = 'more_than' AS low_open, bound IN ('at_least', 'more_than', 'less_than') AS high_open,
    low_of(before_bound, b)::DOUBLE AS before_low, high_of(before_bound, b)::DOUBLE AS before_high,
    before_bound = 'more_than' AS before_low_open, before_bound IN ('at_least', 'more_than', 'less_than') AS before_high_open,
    CASE WHEN bound = '' THEN NULL ELSE v END::DOUBLE AS amount, CASE WHEN chance(n, 'precision') < 50 THEN 0 ELSE 0.05 END::DOUBLE AS precision,
    1.0::DOUBLE AS unit_factor, concat(printf('p%05d', p), '-', year) AS source, concat('topic-', i // 10) AS topic
FROM drawn;

CREATE TABLE held AS FROM observed WHERE place = 'p00000';
CREATE TABLE places AS SELECT DISTINCT place FROM observed;
CREATE TABLE indicators AS SELECT DISTINCT indicator, topic FROM observed;
CREATE TABLE related AS SELECT printf('i%02d', i) AS indicator, printf('i%02d', i + 1) AS other FROM range(0, 20, 10) AS t(i);
CREATE TABLE goalposts AS
SELECT printf('i%02d', i) AS indicator, CASE WHEN i % 2 = 0 THEN 5 ELSE 195 END::DOUBLE AS best, CASE WHEN i % 2 = 0 THEN 195 ELSE 5 END::DOUBLE AS worst
FROM range(50) AS t(i) WHERE i % 10 < 9;
CREATE TABLE topic_weights AS SELECT 'topic-1' AS topic, 2.0::DOUBLE AS weight;
CREATE TABLE indicator_weights AS SELECT 'i03' AS indicator, 3.0::DOUBLE AS weight;
CREATE TABLE stages AS
SELECT concat('funnel-', i // 10) AS funnel, printf('i%02d', i) AS indicator,
    ['total', 'done', 'fully', 'partly', 'pending', 'pending'][i % 10 + 1] AS stage
FROM range(50) AS t(i) WHERE i % 10 < 6;
CREATE TABLE done AS
SELECT printf('m%03d', m) AS measure, printf('p%05d', p) AS place, ['in_force', 'pilot', 'planned'][(hash(p, m, 'status') % 3)::INTEGER + 1] AS status
FROM range(getvariable('places')) AS places(p), range(200) AS measures(m) WHERE chance(p * 200 + m, 'done') < 20;
CREATE TABLE bears_on AS SELECT printf('m%03d', m) AS measure, printf('i%02d', m % 50) AS indicator FROM range(200) AS t(m);
CREATE TABLE checks AS
SELECT concat('check-', id) AS id, ['share', 'growth', 'growth_from_increase', 'reduction', 'ratio', 'increase', 'duration', 'part_of',
    'sum', 'equal', 'difference'][(hash(id, 'kind') % 11)::INTEGER + 1] AS kind, id AS claim
FROM observed WHERE hash(id, 'check') % 10 = 0;
CREATE TABLE check_parts AS
SELECT id AS check_id, n AS position, printf('%s-%02d-0', claim[:6], hash(id, n) % 50) AS figure FROM checks, range(1, 3) AS t(n);
