-- How the texts in a file are understood. Each macro returns NULL for a text that
-- it does not understand, and the checks then name the text.

CREATE OR REPLACE TEMP MACRO stated(x) AS nullif(trim(x), '');

-- An amount may be stated as missing in several ways. NaN is not one of them: it is
-- the trace of a calculation that failed.
CREATE OR REPLACE TEMP MACRO amount_text(x) AS CASE
    WHEN lower(trim(x)) IN ('', 'na', 'n/a', 'null', 'none', '-', '--', '..', '...', '…')
    THEN NULL ELSE trim(x) END;

-- The digits of an amount with a decimal point and no marks between thousands.
CREATE OR REPLACE TEMP MACRO without_marks(x, mark) AS CASE
    WHEN contains(x, '_') THEN NULL
    WHEN mark = '' OR NOT contains(x, mark) THEN x
    WHEN regexp_full_match(replace(x, mark, ','), '[+-]?\d{1,3}(,\d{3})+(\.\d*)?')
    THEN replace(x, mark, '') END;

CREATE OR REPLACE TEMP MACRO digits_of(x, mark, point) AS CASE
    WHEN point <> ',' THEN without_marks(x, mark)
    WHEN mark = '.' THEN without_marks(translate(x, '.,', ',.'), ',')
    WHEN contains(x, '.') THEN NULL
    ELSE without_marks(replace(x, ',', '.'), mark) END;

CREATE OR REPLACE TEMP MACRO number_of(x) AS try_cast(x AS DECIMAL(24, 9));

-- The usual scale of 1 needs no arithmetic, which saves most of the time.
CREATE OR REPLACE TEMP MACRO money_of(x, scale) AS CASE
    WHEN scale = 1 THEN try_cast(x AS DECIMAL(18, 2))
    ELSE try_cast(number_of(x) * CAST(scale AS DECIMAL(14, 6)) AS DECIMAL(18, 2)) END;

CREATE OR REPLACE TEMP MACRO scaled(x, scale) AS CASE
    WHEN scale = 1 THEN try_cast(x AS DECIMAL(18, 3))
    ELSE try_cast(number_of(x) * CAST(scale AS DECIMAL(14, 6)) AS DECIMAL(18, 3)) END;

-- A period in one of the forms 2016, 201612, 2016-12, 2016-12-05, 20161205.
CREATE OR REPLACE TEMP MACRO period_form(x) AS
    replace(replace(replace(replace(x, '年', '-'), '月', ''), '日', ''), '/', '-');

CREATE OR REPLACE TEMP MACRO period_span(x) AS CASE
    WHEN regexp_full_match(x, '\d{4}') THEN 'year'
    WHEN regexp_full_match(x, '\d{6}|\d{4}-\d{1,2}') THEN 'month'
    WHEN regexp_full_match(x, '\d{8}|\d{4}-\d{1,2}-\d{1,2}') THEN 'day' END;

CREATE OR REPLACE TEMP MACRO period_start_of(x) AS try_cast(CASE
    WHEN regexp_full_match(x, '\d{4}') THEN x || '-01-01'
    WHEN regexp_full_match(x, '\d{6}') THEN x[1:4] || '-' || x[5:6] || '-01'
    WHEN regexp_full_match(x, '\d{4}-\d{1,2}') THEN x || '-01'
    WHEN regexp_full_match(x, '\d{8}') THEN x[1:4] || '-' || x[5:6] || '-' || x[7:8]
    WHEN regexp_full_match(x, '\d{4}-\d{1,2}-\d{1,2}') THEN x END AS DATE);

CREATE OR REPLACE TEMP MACRO after(day, span) AS CASE span
    WHEN 'year' THEN CAST(day + INTERVAL 1 YEAR AS DATE)
    WHEN 'month' THEN CAST(day + INTERVAL 1 MONTH AS DATE)
    WHEN 'day' THEN CAST(day + INTERVAL 1 DAY AS DATE) END;

-- A day as a database may print it, with an hour of nought.
CREATE OR REPLACE TEMP MACRO iso_day(x) AS CASE
    WHEN regexp_full_match(x, '\d{4}-\d{2}-\d{2}([ T]00:00:00(\.0+)?)?')
    THEN try_cast(x[1:10] AS DATE) END;

-- A dot after the second, fourth or sixth digit is a usual way to print a code.
CREATE OR REPLACE TEMP MACRO code_digits(x) AS CASE
    WHEN regexp_full_match(x, '\d\d\.\d\d|\d{4}\.\d{2}(\.\d{2,4})?') THEN replace(x, '.', '')
    ELSE upper(x) END;
