-- One row a cell: the records of a line of trade in a period, summed. A value belongs to
-- the whole cell, a quantity to its unit; tonnes count as kilograms. An amount that some
-- records of the cell do not state has only a lower end.
WITH parts AS MATERIALIZED (
    SELECT reporter, partner, direction, period_start, period_end, hs_code, hs_revision,
        series, source,
        CASE WHEN quantity IS NULL THEN NULL WHEN unit = 't' THEN 'kg' ELSE unit END
            AS unit,
        count(*) AS records,
        count(value_usd) AS valued,
        sum(value_usd) AS value,
        count(quantity) AS measured,
        sum(CASE WHEN unit = 't' THEN 1000 * CAST(quantity AS DECIMAL(22, 3))
            ELSE quantity END) AS quantity,
        max(list_position(['official', 'reported', 'estimated', 'alleged'], evidence))
            AS grade
    FROM flows
    WHERE $target IS NULL
        OR (reporter = $target) <> (partner = $target)
        OR hs_code IN (
            SELECT code FROM (SELECT DISTINCT hs_code AS code FROM flows), goods_asked
            WHERE starts_with(code, prefix))
    GROUP BY ALL),
cells AS (
    SELECT * EXCLUDE (records, valued, value, grade),
        sum(records) OVER cell AS records,
        sum(valued) OVER cell AS valued,
        sum(value) OVER cell AS value,
        max(grade) OVER cell AS grade,
        unit IS NOT DISTINCT FROM min(unit) OVER cell AS leads
    FROM parts
    WINDOW cell AS (
        PARTITION BY reporter, partner, direction, period_start, period_end, hs_code,
            hs_revision, series, source))
SELECT reporter, partner, direction, period_start, period_end, hs_code, hs_revision,
    CASE WHEN leads AND valued = records THEN value END AS value_usd,
    CASE WHEN measured = records THEN quantity END AS quantity,
    unit, series, source,
    ['official', 'reported', 'estimated', 'alleged'][grade] AS evidence,
    CASE WHEN records > 1 THEN 'sum of ' || records || ' records' ELSE '' END AS derived,
    CASE WHEN 0 < measured AND measured < records THEN quantity END AS quantity_low,
    CASE WHEN leads AND 0 < valued AND valued < records THEN value END AS value_low,
    concat_ws('; ',
        CASE WHEN leads AND 0 < valued AND valued < records
            THEN (records - valued) || ' of ' || records || ' records state no value'
            END,
        CASE WHEN 0 < measured AND measured < records
            THEN (records - measured) || ' of ' || records
                || ' records state no quantity in ' || unit END) AS note
FROM cells
WHERE leads OR unit IS NOT NULL
ORDER BY reporter, partner, direction, hs_code, period_start, period_end, hs_revision,
    series, source, unit
