"""The layouts that are recognised by their columns.

- ``comtrade_json``, ``comtrade_csv``: the UN Comtrade API and its downloads.
  Net weight in kilograms is read first, the supplementary quantity where there
  is none; a net weight of 0 beside a value means *unknown* there. A file may
  hold a cell as a whole and again split by customs procedure, mode of transport
  or second partner: only the whole is kept. Re-exports and re-imports are part
  of exports and imports and are put aside. The flag ``isAggregate`` marks sums
  over goods as well as over cells, so it decides nothing; the level of a goods
  code is its length.
- ``comtrade_legacy_csv``: downloads of the older Comtrade site.
- ``baci``: CEPII's reconciled flows. Values are in thousand US dollars, quantities
  in tonnes; nobody reported them, so they are estimates, written as exports.
- ``gacc_csv``: exports from the statistics site of China's General Administration
  of Customs, in Chinese or English. National codes are cut to six digits. The
  direction is not in the file and must be given.
- ``canonical``: our own columns.
- ``generic``: whatever a mapping file describes; see `yalu.flows.mapping`.
"""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from pathlib import Path

from yalu.errors import SchemaError, UnusableFileError, several
from yalu.flows.layouts import Areas, Layout, LayoutSpec
from yalu.flows.table import SCHEMA, Series
from yalu.goods import Revision, parse_revision
from yalu.provenance import Evidence

__all__ = ["baci_revision", "check", "detect", "spec_of"]

_SOME = 3  # columns by which a layout may be meant
_BACI_NAME = re.compile(r"HS(\d{2})", re.IGNORECASE)


def _comtrade(layout: Layout) -> LayoutSpec:
    return LayoutSpec(
        layout=layout,
        columns={
            "reporter": ("reporterCode", "reporterISO"),
            "reporter_name": ("reporterISO", "reporterDesc"),
            "partner": ("partnerCode", "partnerISO"),
            "partner_name": ("partnerISO", "partnerDesc"),
            "direction": ("flowCode", "flowDesc"),
            "period": ("period", "refYear"),
            "hs_code": ("cmdCode",),
            "hs_revision": ("classificationCode",),
            "value_usd": ("primaryValue",),
            "quantity": ("netWgt",),
            "quantity_2": ("qty",),
            "unit_2": ("qtyUnitCode", "qtyUnitAbbr"),
            "quantity_3": ("altQty",),
            "unit_3": ("altQtyUnitCode", "altQtyUnitAbbr"),
            "procedure": ("customsCode",),
            "transport": ("motCode",),
            "partner_2": ("partner2Code",),
            "estimated": ("isNetWgtEstimated",),
        },
        required=(
            ("reporter",),
            ("partner",),
            ("direction",),
            ("period",),
            ("hs_code",),
            ("value_usd",),
        ),
        constants={"unit": "kg"},
        areas=Areas.COMTRADE,
        units=("name", "qty"),
        zero_is_missing=True,
        source="UN Comtrade",
    )


_LEGACY = LayoutSpec(
    layout=Layout.COMTRADE_LEGACY_CSV,
    columns={
        "reporter": ("Reporter Code", "Reporter ISO"),
        "reporter_name": ("Reporter ISO", "Reporter"),
        "partner": ("Partner Code", "Partner ISO"),
        "partner_name": ("Partner ISO", "Partner"),
        "direction": ("Trade Flow Code", "Trade Flow"),
        "period": ("Period", "Year"),
        "hs_code": ("Commodity Code",),
        "hs_revision": ("Classification",),
        "value_usd": ("Trade Value (US$)",),
        "quantity": ("Netweight (kg)",),
        "quantity_2": ("Qty",),
        "unit_2": ("Qty Unit Code", "Qty Unit"),
        "quantity_3": ("Alt Qty",),
        "unit_3": ("Alt Qty Unit Code", "Alt Qty Unit"),
        "procedure": ("Customs Proc. Code",),
        "transport": ("Mode of Transport Code",),
        "partner_2": ("2nd Partner Code",),
    },
    required=(
        ("reporter",),
        ("partner",),
        ("direction",),
        ("period",),
        ("hs_code",),
        ("value_usd",),
    ),
    constants={"unit": "kg"},
    areas=Areas.COMTRADE,
    units=("name", "qty"),
    zero_is_missing=True,
    source="UN Comtrade",
)

_BACI = LayoutSpec(
    layout=Layout.BACI,
    columns={
        "period": ("t",),
        "reporter": ("i",),
        "partner": ("j",),
        "hs_code": ("k",),
        "value_usd": ("v",),
        "quantity": ("q",),
    },
    required=(
        ("period",),
        ("reporter",),
        ("partner",),
        ("hs_code",),
        ("value_usd",),
        ("quantity",),
    ),
    constants={"direction": "export", "unit": "t"},
    areas=Areas.COMTRADE,
    value_scale=Decimal(1000),
    pad_codes=True,
    source="CEPII BACI",
    series=Series.ESTIMATED,
    evidence=Evidence.ESTIMATED,
)

_GACC = LayoutSpec(
    layout=Layout.GACC_CSV,
    columns={
        "period": (
            "数据年月",
            "Date of data",
            "Data date",
            "Year and month",
            "年月",
            "日期",
        ),
        "hs_code": ("商品编码", "Commodity code", "HS code"),
        "partner": (
            "贸易伙伴名称",
            "Trading partner",
            "Trading partner name",
            "Partner name",
        ),
        "partner_name": ("贸易伙伴编码", "Trading partner code", "Partner code"),
        "direction": ("进出口", "进出口类型", "Import/Export", "Imports/Exports"),
        "value_usd": ("美元", "US dollar", "US dollars", "USD", "金额(美元)"),
        "quantity": ("第一数量", "First quantity", "1st quantity", "Quantity 1", "Q1"),
        "unit": (
            "第一计量单位",
            "First unit",
            "First quantity unit",
            "1st quantity unit",
            "Unit of quantity 1",
            "Q1 unit",
        ),
        "quantity_2": (
            "第二数量",
            "Second quantity",
            "2nd quantity",
            "Quantity 2",
            "Q2",
        ),
        "unit_2": (
            "第二计量单位",
            "Second unit",
            "Second quantity unit",
            "2nd quantity unit",
            "Unit of quantity 2",
            "Q2 unit",
        ),
    },
    required=(
        ("period",),
        ("hs_code",),
        ("partner", "partner_name"),
        ("value_usd", "quantity"),
    ),
    constants={"reporter": "CHN"},
    areas=Areas.GACC,
    cut_codes=True,
    grouping=",",
    source="GACC",
)

_CANONICAL = LayoutSpec(
    layout=Layout.CANONICAL,
    columns={name: (name,) for name in SCHEMA.names},
    required=(
        *((name,) for name in SCHEMA.names if not SCHEMA.field(name).nullable),
        ("value_usd", "quantity"),
    ),
    strict_unit=True,
)

_SPECS: dict[Layout, LayoutSpec] = {
    Layout.CANONICAL: _CANONICAL,
    Layout.COMTRADE_JSON: _comtrade(Layout.COMTRADE_JSON),
    Layout.COMTRADE_CSV: _comtrade(Layout.COMTRADE_CSV),
    Layout.COMTRADE_LEGACY_CSV: _LEGACY,
    Layout.BACI: _BACI,
    Layout.GACC_CSV: _GACC,
}


def spec_of(layout: Layout) -> LayoutSpec:
    """Return what a known layout says.

    Raises
    ------
    SchemaError
        If `layout` is generic, which only a mapping can describe.

    """
    if layout is Layout.GENERIC:
        msg = (
            "layout generic: found no mapping; expected one that names the column of "
            "each field. Name the mapping file (mapping, --mapping)."
        )
        raise SchemaError(msg)
    return _SPECS[layout]


def detect(
    columns: Sequence[str], *, json: bool, place: str, told: Collection[str] = ()
) -> LayoutSpec:
    """Return the layout whose columns a file has.

    Parameters
    ----------
    columns : sequence of str
        Column names as the file has them.
    json : bool
        Whether the file is JSON, which sets two layouts apart.
    place : str
        The file, for the message.
    told : collection of str
        Fields that are known without it.

    Raises
    ------
    SchemaError
        If no known layout has its columns there.

    """
    order = list(_SPECS)
    order.remove(Layout.COMTRADE_CSV if json else Layout.COMTRADE_JSON)
    for layout in order:
        if not _SPECS[layout].lacks(columns, told):
            return _SPECS[layout]
    # The layout that most columns fit; Yalu's own where hardly any fits.
    fits = {each: len(_SPECS[each].chosen(columns)) for each in order}
    nearest = max(order, key=fits.__getitem__)
    if fits[nearest] < _SOME:
        nearest = Layout.CANONICAL
    lacking = ", ".join(_SPECS[nearest].lacks(columns, told))
    msg = (
        f"{place}: found the columns {several(columns)}; expected those of one "
        f"of the layouts {', '.join(order)}. The nearest is {nearest}, which also "
        f"needs {lacking}. Add these, or describe the file in a mapping and name it "
        "(mapping, --mapping)."
    )
    raise UnusableFileError(msg)


def check(
    spec: LayoutSpec,
    columns: Sequence[str],
    *,
    place: str,
    told: Collection[str] = (),
) -> None:
    """Do nothing if a file has the columns that a layout needs.

    Raises
    ------
    SchemaError
        If one is missing; the message names it and those that are there.

    """
    lacking = ", ".join(spec.lacks(columns, told))
    if lacking:
        msg = (
            f"{place}: found the columns {several(columns)}; the layout "
            f"{spec.layout} also needs {lacking}. Correct the file or the mapping, or "
            f"choose another layout among {', '.join(Layout)}."
        )
        raise UnusableFileError(msg)


def baci_revision(path: Path) -> str:
    """Return the revision that the name of a BACI file states.

    Raises
    ------
    SchemaError
        If the name states none, or one that is not held.

    Examples
    --------
    >>> baci_revision(Path("BACI_HS17_Y2018_V202501.csv"))
    'HS2017'

    """
    found = _BACI_NAME.search(path.name)
    held = ", ".join(Revision)
    if found is None:
        msg = (
            f"{path}: found no revision of the goods codes in the name of this BACI "
            f"file; expected one such as HS17. Name the edition (revision, "
            f"--revision), one of {held}."
        )
        raise SchemaError(msg)
    try:
        return parse_revision(f"20{found[1]}").value
    except SchemaError as error:
        msg = (
            f"{path}: found goods codes of HS{found[1]}; expected one of {held}, which "
            "are held. Download that edition of BACI instead."
        )
        raise UnusableFileError(msg) from error
