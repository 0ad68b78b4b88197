-- Figures added, withdrawn or changed; a changed one has a row for every column that differs.
CREATE TEMP TABLE differences AS
WITH cells AS (
    SELECT id, unnest([{cells}], recursive := true)
    FROM old.figures AS o JOIN new.figures AS n USING (id) WHERE {differs}
)
SELECT id, 'added' AS change, 0 AS n, '' AS "column", '' AS old, coalesce(as_printed, '') AS new
    FROM new.figures ANTI JOIN old.figures USING (id)
UNION ALL
SELECT id, 'withdrawn', 0, '', coalesce(as_printed, ''), '' FROM old.figures ANTI JOIN new.figures USING (id)
UNION ALL
SELECT id, 'changed', n, "column", old, new FROM cells WHERE old <> new
ORDER BY list_position(['added', 'withdrawn', 'changed'], change), id, n;

-- The same with names and reasons. A name is that of the new state, or of the old one where the new has none.
WITH figures AS (FROM new.figures UNION ALL BY NAME SELECT o.* FROM old.figures AS o ANTI JOIN new.figures USING (id)),
places AS (FROM new.places UNION ALL BY NAME SELECT o.* FROM old.places AS o ANTI JOIN new.places USING (id)),
indicators AS (FROM new.indicators UNION ALL BY NAME SELECT o.* FROM old.indicators AS o ANTI JOIN new.indicators USING (id)),
sources AS (FROM new.sources UNION ALL BY NAME SELECT o.* FROM old.sources AS o ANTI JOIN new.sources USING (id)),
since AS (
    SELECT o.* FROM old.changes AS o ANTI JOIN new.changes USING (id)
    UNION ALL BY NAME SELECT n.* FROM new.changes AS n ANTI JOIN old.changes USING (id)
),
reasons AS (
    SELECT figure AS id, string_agg(date || ' ' || reason_zh, '；' ORDER BY date, position) AS zh,
        string_agg(date || ' ' || reason_en, '; ' ORDER BY date, position) AS en
    FROM since JOIN (FROM old.changed_figures UNION FROM new.changed_figures) AS c ON c.change = since.id
    GROUP BY figure
)
SELECT d.id, d.change, d."column", d.old, d.new, f.place, f.indicator, f.source,
    coalesce(f.locator, '') AS locator, coalesce(f.as_printed, '') AS as_printed,
    coalesce(f.period_start, '') AS period_start, coalesce(f.period_end, '') AS period_end,
    p.name_zh AS place_zh, p.name_en AS place_en, i.name_zh AS indicator_zh, i.name_en AS indicator_en,
    s.title_zh AS source_zh, s.title_en AS source_en,
    coalesce(r.zh, '') AS difference_reason_zh, coalesce(r.en, '') AS difference_reason_en
FROM differences AS d JOIN figures AS f USING (id)
JOIN places AS p ON p.id = f.place
JOIN indicators AS i ON i.id = f.indicator
JOIN sources AS s ON s.id = f.source
LEFT JOIN reasons AS r ON r.id = d.id
ORDER BY d.rowid;

-- How many entries of each kind were added, withdrawn and changed.
SELECT kind, count(*) FILTER (o.id IS NULL) AS added, count(*) FILTER (n.id IS NULL) AS withdrawn,
    count(*) FILTER (o.content <> n.content) AS changed
FROM ({old}) AS o FULL JOIN ({new}) AS n USING (kind, id) GROUP BY kind
