"""The same flows seen from the target, from both reporters, and per unit.

These are facts put side by side; whether a gap or a price is suspicious is for
`yalu.compliance` to say.

A *cell* is one exporter, importer, period, good and series. Several records per
cell and source are summed; different sources are never summed, because they may
tell of the same goods.
"""

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from yalu.flows.table import SCHEMA, WORLD, FlowDirection, FlowTable

__all__ = ["FROM_TARGET", "TO_TARGET", "counterparty", "mirror_pairs", "unit_values"]

FROM_TARGET = "from_target"
TO_TARGET = "to_target"


def counterparty(flows: FlowTable, target: str) -> pa.Table:
    """Return the flows that touch a target, with the other party and the way.

    Parameters
    ----------
    flows : FlowTable
        Flows of any reporters.
    target : str
        ISO3 code of the state that the law is about.

    Returns
    -------
    pyarrow.Table
        The columns of `flows` and two more: ``state``, the other party, which may
        be WLD, and ``movement``, ``from_target`` or ``to_target``. Each row keeps
        its reporter, so that both sides' reports of one shipment stay two rows.

    """
    table = flows.table
    by_target = pc.equal(table["reporter"], target)
    touches = pc.xor(by_target, pc.equal(table["partner"], target))
    table, by_target = table.filter(touches), by_target.filter(touches)
    state = pc.if_else(by_target, table["partner"], table["reporter"])
    exported = pc.equal(table["direction"], FlowDirection.EXPORT.value)
    # The target's exports leave it, and so do what others import from it.
    leaves = pc.equal(exported, by_target)
    movement = pc.if_else(leaves, FROM_TARGET, TO_TARGET)
    return table.append_column("state", state).append_column("movement", movement)


_MIRROR = """
    WITH stated AS (
        SELECT *,
            CASE direction WHEN 'import' THEN partner ELSE reporter END AS exporter,
            CASE direction WHEN 'import' THEN reporter ELSE partner END AS importer,
            CASE unit WHEN 't' THEN 'kg' ELSE unit END AS base,
            quantity * CASE unit WHEN 't' THEN 1000 ELSE 1 END AS amount
        FROM flows
        WHERE reporter <> $world AND partner <> $world),
    summed AS (
        SELECT exporter, importer, period_start, period_end, hs_code, hs_revision,
            series, direction, source, count(*) AS records,
            sum(value_usd) AS value_usd, count(*) - count(value_usd) AS unvalued,
            CASE WHEN min(base) = max(base) THEN sum(amount) END AS quantity,
            CASE WHEN min(base) = max(base) THEN min(base) END AS unit,
            count(*) - count(quantity) AS unmeasured
        FROM stated GROUP BY ALL),
    imports AS (FROM summed WHERE direction = 'import'),
    exports AS (FROM summed WHERE direction = 'export')
    SELECT
        exporter, importer, period_start, period_end, hs_code, hs_revision, series,
        imports.source AS import_source, exports.source AS export_source,
        CAST(imports.value_usd AS DECIMAL(18, 2)) AS import_value_usd,
        CAST(exports.value_usd AS DECIMAL(18, 2)) AS export_value_usd,
        CAST(imports.quantity AS DECIMAL(24, 3)) AS import_quantity,
        imports.unit AS import_unit,
        CAST(exports.quantity AS DECIMAL(24, 3)) AS export_quantity,
        exports.unit AS export_unit,
        imports.records AS import_records, exports.records AS export_records,
        imports.unvalued AS import_unvalued, exports.unvalued AS export_unvalued,
        imports.unmeasured AS import_unmeasured,
        exports.unmeasured AS export_unmeasured
    FROM imports FULL JOIN exports USING (
        exporter, importer, period_start, period_end, hs_code, hs_revision, series)
    ORDER BY ALL"""


def mirror_pairs(flows: FlowTable) -> pa.Table:
    """Return what importer and exporter say of each cell, side by side.

    Parameters
    ----------
    flows : FlowTable
        Flows of any reporters; those with all states together are left out, for
        nobody reports their other side.

    Returns
    -------
    pyarrow.Table
        One row per cell and pair of sources: the cell (``exporter``, ``importer``,
        ``period_start``, ``period_end``, ``hs_code``, ``hs_revision``, ``series``);
        then for ``import_`` and ``export_``: ``source``, ``value_usd`` (US dollars;
        import values usually include freight, export values do not), ``quantity``
        in ``unit`` (mass in kilograms; null where a cell mixes kinds of units),
        ``records``, and how many of these lack a value (``unvalued``) or a quantity
        (``unmeasured``). A side that reported nothing is null.

    """
    with duckdb.connect() as connection:
        connection.register("flows", flows.table)
        return connection.sql(_MIRROR, params={"world": WORLD}).to_arrow_table()


_UNIT_VALUES = """
    SELECT * EXCLUDE (row_at),
        CASE unit WHEN 'kg' THEN 't' ELSE unit END AS per,
        CAST(value_usd AS DOUBLE) / CAST(quantity AS DOUBLE)
            * CASE unit WHEN 'kg' THEN 1000 ELSE 1 END AS unit_value
    FROM flows WHERE value_usd IS NOT NULL AND quantity > 0 AND unit <> 'USD'
    ORDER BY row_at"""


def unit_values(flows: FlowTable) -> pa.Table:
    """Return each flow that has a value and a quantity with its price per unit.

    Parameters
    ----------
    flows : FlowTable
        Flows of any reporters.

    Returns
    -------
    pyarrow.Table
        The canonical columns of those flows in their order, ``per``, the unit that
        the price is for (mass in tonnes), and ``unit_value``, float64, in US dollars
        per that unit. Flows without a value, or whose quantity is missing or zero,
        have no price and are not there.

    """
    table = flows.table.select(SCHEMA.names)
    numbered = table.append_column("row_at", pa.array(range(len(table)), pa.int64()))
    with duckdb.connect() as connection:
        connection.register("flows", numbered)
        return connection.sql(_UNIT_VALUES).to_arrow_table()
