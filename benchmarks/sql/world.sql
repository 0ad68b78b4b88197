-- Places × 50 indicators: a figure in every cell, an earlier one in every tenth, a target in every twentieth, and beside
-- that of a city tier the one of its counties. Columns are those of the view `printed` (loaders/reading.py).
-- `hash` is the chance: the same at every run. The first figures of p00000 and p00001 surely share a peer set,
-- and one figure of p00000 may be a limit.
CREATE MACRO chance(n, salt) AS hash(n, salt) % 100;
CREATE MACRO low_of(bound, v) AS CASE
    WHEN bound = '' THEN NULL WHEN bound IN ('at_most', 'less_than') THEN 0 WHEN bound = 'about' THEN 0.9 * v ELSE v END;
CREATE MACRO high_of(bound, v) AS CASE
    WHEN bound = '' THEN NULL WHEN bound IN ('at_least', 'more_than') THEN 'infinity'::DOUBLE WHEN bound = 'about' THEN 1.1 * v ELSE v END;
CREATE MACRO bound_of(c) AS CASE
    WHEN c < 70 THEN 'exact' WHEN c < 78 THEN 'at_most' WHEN c < 81 THEN 'less_than' WHEN c < 86 THEN 'at_least'
    WHEN c < 91 THEN 'more_than' WHEN c < 95 THEN 'about' ELSE '' END;

CREATE TABLE places AS
SELECT printf('p%05d', p) AS place, p,
    CASE WHEN p % 100 = 18 THEN 'province' WHEN p % 10 = 9 THEN 'county' ELSE 'prefecture' END AS level,
    CASE level WHEN 'province' THEN 'china' ELSE concat('province-', p // 10 % 30) END AS part_of
FROM range(getvariable('places')) AS t(p);
CREATE TABLE indicators AS
SELECT printf('i%02d', i) AS indicator, i, concat('topic-', i // 10) AS topic, concat('matter-', i // 2) AS matter,
    CASE WHEN i IN (28, 38) THEN 'rank' WHEN i IN (14, 34) THEN 'claim' ELSE 'level' END AS form,
    CASE WHEN i % 10 = 9 THEN 'no_judgement' WHEN i < 4 OR i % 2 = 0 THEN 'lower_is_better' ELSE 'higher_is_better' END AS direction,
    CASE WHEN form = 'rank' THEN 'rank' WHEN i < 4 THEN ['working_day', 'day', 'month', 'working_day'][i + 1] WHEN i % 5 = 4 THEN 'percent'
        WHEN i % 10 = 7 THEN 'ten_thousand_yuan' ELSE 'item' END AS unit,
    CASE unit WHEN 'ten_thousand_yuan' THEN 10000 ELSE 1 END::DOUBLE AS unit_factor
FROM range(50) AS t(i);

CREATE TABLE observed AS
WITH cells AS (
    SELECT places.*, indicators.*, kind, p * 50 + i AS cell, cell * 4 + kind AS n, cell * 3 + kind % 3 AS document,
        p < 2 AND i = 0 AND kind = 0 AS is_plain, p = 0 AND i = 8 AND kind = 0 AS may_be_limit,
        CASE WHEN is_plain OR chance(cell, 'scope') < 82 THEN 'whole' WHEN chance(cell, 'scope') < 90 THEN 'city_tier'
            WHEN chance(cell, 'scope') < 95 THEN 'department' ELSE 'zone' END AS of_cell
    FROM places CROSS JOIN indicators CROSS JOIN range(4) AS kinds(kind)
    WHERE kind = 0 OR CASE kind WHEN 3 THEN of_cell = 'city_tier' ELSE chance(cell, 'kind') < CASE kind WHEN 1 THEN 10 ELSE 5 END END
), drawn AS (
    SELECT *,
        CASE WHEN kind = 2 THEN 'target' WHEN is_plain OR may_be_limit OR kind = 3 OR chance(n, 'status') < 86 THEN 'achieved'
            WHEN chance(n, 'status') < 96 THEN 'rule' ELSE 'planned' END AS status,
        CASE WHEN is_plain THEN 'exact' WHEN may_be_limit THEN 'at_most' WHEN status = 'rule' THEN bound_of(55 + chance(n, 'bound') * 2 // 5)
            ELSE bound_of(chance(n, 'bound')) END AS bound,
        1.0 + hash(n, 'value') % CASE unit WHEN 'percent' THEN 100 ELSE 200 END AS v,
        CASE WHEN form <> 'claim' AND chance(n, 'has before') < 10 THEN bound_of(chance(n, 'before') * 9 // 10) ELSE '' END AS before_bound,
        1.0 + hash(n, 'level before') % CASE unit WHEN 'percent' THEN 100 ELSE 200 END AS b,
        CASE WHEN is_plain THEN 2023 WHEN kind = 1 THEN 2021 WHEN kind = 2 THEN 2025 WHEN chance(document, 'year') < 5 THEN 0
            WHEN chance(document, 'year') < 10 THEN 2019 WHEN chance(document, 'year') < 25 THEN 2022 ELSE 2023 END AS year,
        chance(document, 'basis') < 50 AS is_printed,
        -- In force from a day on; counted up to one day; or over a year or a part of it.
        status = 'rule' AND chance(n, 'open') < 50 AS is_open,
        CASE WHEN year = 0 OR i % 10 = 6 OR chance(document, 'start') < 8 AND NOT is_open THEN ''
            ELSE concat(year, CASE WHEN is_printed AND chance(document, 'length') < 30 THEN '-07-01' ELSE '-01-01' END) END AS period_start,
        CASE WHEN year = 0 OR (is_open AND period_start <> '') THEN '' ELSE concat(year, '-12-31') END AS period_end
    FROM cells
)
SELECT printf('%s-%02d-%d', place, i, kind) AS id, place, indicator, CASE kind WHEN 3 THEN 'counties' ELSE of_cell END AS scope,
    period_start, period_end, CASE WHEN is_printed THEN 'printed' ELSE 'source' END AS period_basis,
    CASE WHEN bound = '' THEN NULL ELSE v END::DOUBLE AS value, unit AS printed_unit, bound, unit, value AS amount,
    CASE WHEN chance(n, 'precision') < 80 THEN 0 ELSE 0.05 END::DOUBLE AS precision,
    CASE WHEN chance(n, 'before precision') < 80 THEN 0 ELSE 0.05 END::DOUBLE AS before_precision, unit_factor,
    low_of(bound, v)::DOUBLE AS low, high_of(bound, v)::DOUBLE AS high,
    bound = 'more_than' AS low_open, bound IN ('at_least', 'more_than', 'less_than') AS high_open,
    CASE WHEN before_bound = '' THEN NULL ELSE b END::DOUBLE AS before, before_bound,
    CASE WHEN before_bound = '' THEN '' WHEN chance(n, 'before kind') < 60 THEN 'earlier_level'
        WHEN chance(n, 'before kind') < 85 THEN 'provincial_average' ELSE 'statutory_limit' END AS before_kind,
    CASE WHEN before_bound = '' OR chance(n, 'before end') < 50 THEN '' ELSE '2020-12-31' END AS before_end, before AS before_amount,
    low_of(before_bound, b)::DOUBLE AS before_low, high_of(before_bound, b)::DOUBLE AS before_high,
    before_bound = 'more_than' AS before_low_open, before_bound IN ('at_least', 'more_than', 'less_than') AS before_high_open,
    status, CASE WHEN bound = '' AND chance(n, 'missing') < 50 THEN 'masked' ELSE '' END AS missing,
    CASE WHEN is_plain THEN '' WHEN may_be_limit THEN 'kind' WHEN chance(n, 'ambiguous') < 2 THEN 'amount' WHEN chance(n, 'ambiguous') < 7 THEN 'kind'
        WHEN chance(n, 'ambiguous') < 11 THEN 'scope' WHEN chance(n, 'ambiguous') < 16 THEN 'period' ELSE '' END AS ambiguous,
    concat(place, '-', year) AS source, concat('表', i) AS locator, concat(value, unit) AS as_printed,
    CASE WHEN chance(n, 'note') < 10 THEN '截至年底' ELSE '' END AS note_zh, CASE WHEN note_zh = '' THEN '' ELSE 'At year-end' END AS note_en,
    topic, matter, form, '' AS cut_kind, direction, level, part_of, '' AS denominator_end, days(period_start, period_end) + 1 AS period_days
FROM drawn;

CREATE TABLE declared AS
WITH said AS (
    FROM (VALUES ('i00', 'i01', 'with_caution'), ('i01', 'i02', 'with_caution'), ('i10', 'i11', 'indicative'), ('i20', 'i21', 'comparable'),
        ('i30', 'i31', 'not_comparable')) AS t(indicator, other, grade)
)
SELECT *, 'false' AS one_measure FROM (FROM said UNION ALL SELECT other, indicator, grade FROM said);
CREATE TABLE derived AS
FROM (VALUES
    ('done_share', 'matter-6', 'completion', 'topic-1', 'higher_is_better', 'percent',
        1::DOUBLE, 100::DOUBLE, 1::DOUBLE, 'false', 0::DOUBLE, 100::DOUBLE),
    ('items_per_1000', 'matter-11', 'per_unit', 'topic-2', 'higher_is_better', 'per_thousand', 1, 1, 1000, 'false', 0, 'infinity'),
    ('yuan_each', 'matter-13', 'per_unit', 'topic-2', 'no_judgement', 'ten_thousand_yuan_each', 10000, 1, 1, 'false', 0, 'infinity'),
    ('items_a_year', 'matter-17', 'per_unit', 'topic-3', 'lower_is_better', 'per_ten_thousand', 1, 1, 10000, 'true', 0, 'infinity')
) AS t(derived, matter, form, topic, direction, unit, unit_factor, times, per, yearly, least, most);
CREATE TABLE derived_parts AS
FROM (VALUES ('done_share', 'numerator', 'i12'), ('done_share', 'numerator', 'i13'), ('done_share', 'denominator', 'i10'),
    ('items_per_1000', 'numerator', 'i22'), ('items_per_1000', 'denominator', 'i26'),
    ('yuan_each', 'numerator', 'i27'), ('yuan_each', 'denominator', 'i26'),
    ('items_a_year', 'numerator', 'i35'), ('items_a_year', 'denominator', 'i36')) AS t(derived, side, part);
CREATE TABLE goalposts AS
SELECT indicator, CASE direction WHEN 'lower_is_better' THEN 5 ELSE 195 END::DOUBLE AS best, 200 - best AS worst
FROM indicators WHERE direction <> 'no_judgement';
CREATE TABLE topic_weights AS SELECT 'topic-1' AS topic, 2.0::DOUBLE AS weight;
CREATE TABLE indicator_weights AS SELECT 'i03' AS indicator, 3.0::DOUBLE AS weight;
CREATE TABLE stages AS
SELECT concat('funnel-', i // 10) AS funnel, printf('i%02d', i) AS indicator,
    ['total', 'done', 'fully', 'partly', 'pending', 'pending'][i % 10 + 1] AS stage
FROM range(50) AS t(i) WHERE i % 10 < 6;
CREATE TABLE checks AS
SELECT concat('check-', id) AS id, ['share', 'growth', 'growth_from_increase', 'reduction', 'ratio', 'increase', 'duration', 'part_of',
    'sum', 'equal', 'difference'][(hash(id, 'kind') % 11)::INTEGER + 1] AS kind, id AS claim
FROM observed WHERE hash(id, 'check') % 10 = 0;
CREATE TABLE check_parts AS
SELECT id AS check_id, n AS position, printf('%s-%02d-0', claim[:6], hash(id, n) % 50) AS figure FROM checks, range(1, 3) AS t(n);
