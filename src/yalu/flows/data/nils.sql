-- The nils that a complete file implies: a line that a reporter has recorded at some time
-- is nil in each other period in which the same reporter recorded anything, in the same
-- direction and source and in as much detail. No nil where a record of the line, or of a
-- broader or narrower one, shares a day with the period, and none under a code that the
-- edition in use then does not have.
WITH asked AS (
    SELECT reporter, direction, source, period_start, period_end, hs_revision,
        max(CASE WHEN hs_code = 'TOTAL' THEN 0 ELSE length(hs_code) END) AS detail
    FROM flows
    WHERE series = 'customs'
    GROUP BY ALL),
lines AS (
    SELECT reporter, partner, direction, source, hs_code,
        max(list_position(['official', 'reported', 'estimated', 'alleged'], evidence))
            AS grade,
        min(unit) AS unit
    FROM sums
    WHERE series = 'customs' AND (reporter = $target) <> (partner = $target)
    GROUP BY ALL),
candidates AS (
    SELECT l.*, a.period_start, a.period_end, max(h.revision) AS hs_revision
    FROM lines AS l
    JOIN asked AS a USING (reporter, direction, source)
    JOIN held AS h
        ON h.code = l.hs_code AND (h.revision = a.hs_revision OR h.revision = '')
    WHERE l.hs_code = 'TOTAL' OR a.detail >= length(l.hs_code)
    GROUP BY ALL)
SELECT reporter, partner, direction, period_start, period_end, hs_code, hs_revision,
    0 AS value_usd,
    CASE WHEN unit IS NULL THEN NULL ELSE 0 END AS quantity,
    unit,
    'customs' AS series, source,
    ['official', 'reported', 'estimated', 'alleged'][grade] AS evidence,
    'nil' AS derived,
    NULL AS quantity_low,
    NULL AS value_low,
    'nil: the file is said to be complete, and holds other lines of this reporter for the'
        || ' period' AS note
FROM candidates AS c
WHERE NOT EXISTS (
    FROM sums AS s
    WHERE s.reporter = c.reporter AND s.partner = c.partner
        AND s.direction = c.direction AND s.source = c.source
        AND s.period_start < c.period_end AND s.period_end > c.period_start
        AND (s.hs_code = 'TOTAL' AND c.hs_code = 'TOTAL'
            OR s.hs_code <> 'TOTAL' AND c.hs_code = 'TOTAL'
            OR starts_with(s.hs_code, c.hs_code)
            OR starts_with(c.hs_code, s.hs_code)))
ORDER BY reporter, partner, direction, hs_code, period_start, period_end
