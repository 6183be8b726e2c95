-- Judge one batch of records. `raw` holds texts only; the look-up tables `areas`,
-- `units`, `directions`, `revisions`, `eras` and `goods` hold what is known. Each
-- row comes back with its canonical values and, where a rule is broken, `faults`.
WITH given AS (
    SELECT
        ordinal,
        stated(reporter) AS reporter, stated(reporter_name) AS reporter_name,
        stated(partner) AS partner, stated(partner_name) AS partner_name,
        stated(direction) AS direction,
        stated(period) AS period,
        stated(period_start) AS period_start, stated(period_end) AS period_end,
        stated(hs_code) AS hs_code, stated(hs_revision) AS hs_revision,
        amount_text(value_usd) AS value_text,
        amount_text(quantity) AS text_1, stated(unit) AS unit_1,
        amount_text(quantity_2) AS text_2, stated(unit_2) AS unit_2,
        amount_text(quantity_3) AS text_3, stated(unit_3) AS unit_3,
        stated(series) AS series, stated(source) AS source,
        stated(evidence) AS evidence,
        lower(stated(estimated)) IN ('true', '1') AS estimated,
        -- 7 where nothing is split: no second partner, procedure or transport
        4 * CAST(coalesce(stated(partner_2), '0') IN ('0', 'W00') AS INT)
        + 2 * CAST(coalesce(stated(procedure), 'C00') IN ('C00', '0') AS INT)
        + CAST(coalesce(stated(transport), '0') = '0' AS INT) AS whole,
        stated(partner_2) AS partner_2, stated(procedure) AS procedure,
        stated(transport) AS transport,
        contains(concat(reporter, partner, hs_code, period, unit), chr(65533)) AS garbled
    FROM raw
),
dated AS (
    SELECT
        *,
        coalesce(iso_day(period_start), CASE
            WHEN $span = '' THEN period_start_of(period_form(period))
            ELSE CAST(try_strptime(period, $format) AS DATE) END) AS start_day,
        CASE WHEN $span = '' THEN period_span(period_form(period)) ELSE $span END
        AS span
    FROM (SELECT DISTINCT period, period_start, period_end FROM given)
),
periods AS (
    SELECT
        dated.period, dated.period_start, dated.period_end, start_day,
        coalesce(iso_day(dated.period_end), after(start_day, span)) AS end_day,
        eras.revision AS era
    FROM dated LEFT JOIN eras ON start_day >= eras.first_day AND start_day < eras.end_day
),
keyed AS (
    SELECT
        given.* EXCLUDE (period_start, period_end),
        given.period_start AS start_text, given.period_end AS end_text,
        periods.start_day AS period_start, periods.end_day AS period_end,
        CASE
            WHEN given.hs_revision IS NULL THEN coalesce(nullif($revision, ''), era)
            WHEN revisions.revision = '' THEN era
            ELSE revisions.revision END AS revision
    FROM given
    LEFT JOIN periods ON given.period IS NOT DISTINCT FROM periods.period
        AND given.period_start IS NOT DISTINCT FROM periods.period_start
        AND given.period_end IS NOT DISTINCT FROM periods.period_end
    LEFT JOIN revisions ON lower(given.hs_revision) = revisions.key
),
digits AS (
    SELECT hs_code, revision, code_digits(hs_code) AS written, CASE
        WHEN $pad AND regexp_full_match(hs_code, '\d{5}') THEN '0' || hs_code
        WHEN $cut AND regexp_full_match(code_digits(hs_code), '\d{8}|\d{10}')
        THEN code_digits(hs_code)[1:6]
        ELSE code_digits(hs_code) END AS code
    FROM (SELECT DISTINCT hs_code, revision FROM keyed)
),
judged AS (
    SELECT
        digits.hs_code, digits.revision, digits.code,
        digits.code <> digits.written AS changed,
        CASE
            WHEN digits.hs_code IS NULL THEN 'goods-missing'
            WHEN digits.code = 'TOTAL' THEN NULL
            WHEN regexp_full_match(digits.code, '[+-]?\d+(\.\d*)?E[+-]?\d+')
            THEN 'goods-scientific'
            WHEN regexp_full_match(digits.code, '\d|\d{3}|\d{5}')
                OR ($cut AND regexp_full_match(digits.code, '\d{7}|\d{9}'))
            THEN 'goods-mangled'
            WHEN regexp_full_match(digits.code, '\d{7,12}') THEN 'goods-national'
            WHEN NOT regexp_full_match(digits.code, '\d\d|\d{4}|\d{6}') THEN 'goods-form'
            WHEN exact.code IS NOT NULL THEN NULL
            WHEN digits.revision IS NULL THEN NULL
            WHEN regexp_full_match(digits.code, '(98|99).*') THEN 'goods-unspecified'
            WHEN coalesce(exact.homes, other.homes) IS NOT NULL THEN 'goods-revision'
            ELSE 'goods-unknown' END AS fault,
        CASE
            WHEN regexp_full_match(digits.code, '\d|\d{3}|\d{5}|\d{7}|\d{9}')
            THEN '0' || digits.code || CASE
                WHEN candidate.code IS NULL THEN ', which no revision has'
                ELSE ', which ' || candidate.homes || ' has' END
            WHEN regexp_full_match(digits.code, '\d{7,12}') THEN digits.code[1:6]
            ELSE other.homes END AS detail
    FROM digits
    LEFT JOIN goods AS exact
        ON digits.code = exact.code AND digits.revision = exact.revision
    LEFT JOIN (SELECT DISTINCT code, homes FROM goods) AS other
        ON digits.code = other.code
    LEFT JOIN (SELECT DISTINCT code, homes FROM goods) AS candidate
        ON ('0' || digits.code)[1:6] = candidate.code
),
measured AS (
    SELECT
        keyed.* EXCLUDE (revision),
        CASE WHEN judged.code = 'TOTAL' THEN '' ELSE keyed.revision END AS revision,
        judged.code, judged.changed, judged.fault AS code_fault,
        judged.detail AS code_detail,
        coalesce(reporter_by_code.iso3, reporter_by_name.iso3) AS reporter_iso3,
        coalesce(partner_by_code.iso3, partner_by_name.iso3) AS partner_iso3,
        coalesce(reporter_by_code.advice, reporter_by_name.advice) AS reporter_advice,
        coalesce(partner_by_code.advice, partner_by_name.advice) AS partner_advice,
        directions.direction AS way,
        digits_of(value_text, $grouping, $point) AS value_digits,
        digits_of(text_1, $grouping, $point) AS digits_1,
        digits_of(text_2, $grouping, $point) AS digits_2,
        digits_of(text_3, $grouping, $point) AS digits_3,
        units_1.key IS NOT NULL AS known_1, units_1.unit AS name_1,
        units_1.scale AS scale_1,
        units_2.unit AS name_2, units_2.scale AS scale_2,
        units_3.unit AS name_3, units_3.scale AS scale_3
    FROM keyed
    LEFT JOIN judged ON keyed.hs_code IS NOT DISTINCT FROM judged.hs_code
        AND keyed.revision IS NOT DISTINCT FROM judged.revision
    LEFT JOIN areas AS reporter_by_code ON keyed.reporter = reporter_by_code.key
    LEFT JOIN areas AS reporter_by_name ON keyed.reporter_name = reporter_by_name.key
    LEFT JOIN areas AS partner_by_code ON keyed.partner = partner_by_code.key
    LEFT JOIN areas AS partner_by_name ON keyed.partner_name = partner_by_name.key
    LEFT JOIN directions ON lower(keyed.direction) = directions.key
    LEFT JOIN units AS units_1 ON lower(keyed.unit_1) = units_1.key
    LEFT JOIN units AS units_2 ON lower(keyed.unit_2) = units_2.key
    LEFT JOIN units AS units_3 ON lower(keyed.unit_3) = units_3.key
),
-- The first quantity in a unit that is held here. Where a layout writes zero for an
-- unknown weight, a zero beside a value counts as missing.
counted AS (
    SELECT
        *,
        number_of(value_digits) AS value_number,
        $zero_is_missing AND coalesce(number_of(value_digits), 0) > 0 AS hollow
    FROM measured
),
chosen AS (
    SELECT
        * EXCLUDE (hollow),
        coalesce(hollow AND number_of(digits_1) = 0, FALSE) AS hollow_1,
        coalesce(hollow AND number_of(digits_2) = 0, FALSE) AS hollow_2,
        coalesce(hollow AND number_of(digits_3) = 0, FALSE) AS hollow_3
    FROM counted
),
amounts AS (
    SELECT
        *,
        CASE
            WHEN text_1 IS NOT NULL AND NOT hollow_1
                AND (name_1 IS NOT NULL OR $strict_unit AND NOT known_1) THEN 1
            WHEN text_2 IS NOT NULL AND NOT hollow_2 AND name_2 IS NOT NULL THEN 2
            WHEN text_3 IS NOT NULL AND NOT hollow_3 AND name_3 IS NOT NULL THEN 3
            ELSE 0 END AS choice,
        [text_1, text_2, text_3][choice] AS quantity_text,
        number_of([digits_1, digits_2, digits_3][choice]) AS quantity_number,
        [name_1, name_2, name_3][choice] AS unit_name,
        money_of(value_digits, $value_scale) AS money,
        scaled(
            [digits_1, digits_2, digits_3][choice],
            [coalesce(scale_1, 1), scale_2, scale_3][choice] * $quantity_scale
        ) AS size
    FROM chosen
),
ruled AS (
    SELECT
        *,
        CASE WHEN garbled THEN 'encoding' END AS garbled_fault,
        CASE WHEN reporter_iso3 IS NULL THEN 'territory' END AS reporter_fault,
        CASE WHEN partner_iso3 IS NULL THEN 'territory' END AS partner_fault,
        CASE WHEN way IS NULL THEN 'direction'
            WHEN way = '' THEN 'part-of-total' END AS direction_fault,
        CASE
            WHEN period_start IS NULL OR period_end IS NULL THEN 'period'
            WHEN period_end <= period_start THEN 'period-order'
            WHEN year(period_start) NOT BETWEEN 1900 AND 2100 THEN 'period'
        END AS period_fault,
        CASE WHEN code = 'TOTAL' THEN NULL
            WHEN hs_revision IS NOT NULL AND revision IS NULL THEN 'revision'
        END AS revision_fault,
        CASE
            WHEN value_text IS NULL THEN NULL
            WHEN value_number IS NULL THEN 'amount-form'
            WHEN value_number < 0 THEN 'amount-negative'
            WHEN money IS NULL THEN 'amount-form' END AS value_fault,
        CASE
            WHEN quantity_text IS NULL THEN NULL
            WHEN quantity_number IS NULL THEN 'amount-form'
            WHEN quantity_number < 0 THEN 'amount-negative'
            WHEN size IS NULL THEN 'amount-form' END AS quantity_fault,
        CASE WHEN choice = 1 AND unit_1 IS NULL THEN 'unit-missing'
            WHEN choice = 1 AND NOT known_1 THEN 'unit' END AS unit_fault,
        CASE WHEN value_text IS NULL AND quantity_text IS NULL
            THEN 'amount-missing' END AS missing_fault,
        CASE WHEN NOT list_contains($series_words, coalesce(series, $series))
            THEN 'series' END AS series_fault,
        CASE WHEN NOT list_contains($evidence_words, coalesce(evidence, $evidence))
            THEN 'evidence' END AS evidence_fault
    FROM amounts
)
SELECT
    ordinal,
    reporter_iso3 AS reporter, partner_iso3 AS partner, way AS direction,
    period_start, period_end, code AS hs_code, revision AS hs_revision,
    money AS value_usd, size AS quantity,
    CASE WHEN size IS NOT NULL THEN unit_name END AS unit,
    coalesce(series, $series) AS series, coalesce(source, $source) AS source,
    coalesce(evidence, $evidence) AS evidence,
    whole,
    -- what a record is split by, for those split by mode of transport
    CASE WHEN whole % 2 = 0 THEN transport END AS mode,
    CASE WHEN whole % 2 = 0 THEN concat_ws(' ', partner_2, procedure) END AS beside,
    coalesce(changed, FALSE) AS changed,
    hollow_1 AS hollow,
    coalesce(choice = 0 AND NOT hollow_1
        AND coalesce(text_1, text_2, text_3) IS NOT NULL, FALSE) AS unheld,
    coalesce(choice = 1 AND estimated, FALSE) AS estimated,
    size IS NULL AND value_text IS NOT NULL AS weightless,
    value_text IS NULL AND size IS NOT NULL AS worthless,
    hs_revision IS NULL AND revision <> '' AND $revision = '' AS by_date,
    CASE WHEN coalesce(
        garbled_fault, reporter_fault, partner_fault, direction_fault, period_fault,
        revision_fault, code_fault, value_fault, quantity_fault, unit_fault,
        missing_fault, series_fault, evidence_fault
    ) IS NOT NULL THEN list_filter([
        {'rule': garbled_fault, 'field': 'record', 'found': NULL, 'detail': NULL},
        {'rule': reporter_fault, 'field': 'reporter',
            'found': coalesce(reporter, reporter_name), 'detail': reporter_advice},
        {'rule': partner_fault, 'field': 'partner',
            'found': coalesce(partner, partner_name), 'detail': partner_advice},
        {'rule': direction_fault, 'field': 'direction', 'found': direction,
            'detail': NULL},
        {'rule': period_fault, 'field': 'period', 'found': coalesce(
            period, concat_ws(' to ', start_text, end_text)), 'detail': NULL},
        {'rule': revision_fault, 'field': 'hs_revision', 'found': hs_revision,
            'detail': NULL},
        {'rule': code_fault, 'field': 'hs_code', 'found': hs_code,
            'detail': CASE WHEN code_fault = 'goods-revision'
                THEN revision || ' has it not, ' || code_detail || ' has'
                ELSE coalesce(code_detail, revision) END},
        {'rule': value_fault, 'field': 'value_usd', 'found': value_text, 'detail': NULL},
        {'rule': quantity_fault, 'field': 'quantity', 'found': quantity_text,
            'detail': NULL},
        {'rule': unit_fault, 'field': 'unit', 'found': unit_1, 'detail': NULL},
        {'rule': missing_fault, 'field': 'value_usd, quantity', 'found': NULL,
            'detail': NULL},
        {'rule': series_fault, 'field': 'series', 'found': coalesce(series, $series),
            'detail': NULL},
        {'rule': evidence_fault, 'field': 'evidence',
            'found': coalesce(evidence, $evidence), 'detail': NULL}
    ], lambda fault: fault.rule IS NOT NULL) END AS faults
FROM ruled
ORDER BY ordinal
