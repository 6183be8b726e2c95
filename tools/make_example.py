"""Make the example flows in ``examples``: invented trade with a known truth.

The goods and the law may be real, the trade is not: every reporter is a territory where
nobody lives, so that no line can be mistaken for a finding about anyone. The truth that
goes in is written in ``examples/README.md``; the tests hold what Yalu finds against it.
Run again with the same seed, the files come out byte for byte the same::

    python tools/make_example.py             rewrite the files in examples/
    python tools/make_example.py DIR --seed 7
"""

import argparse
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import pi, sin
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SEED = 2036
COLUMNS = (
    "reporter",
    "partner",
    "direction",
    "period_start",
    "period_end",
    "hs_code",
    "hs_revision",
    "value_usd",
    "quantity",
    "unit",
    "series",
    "source",
    "evidence",
)
SOURCE = "generated example"
OTHER_GOODS = (
    "090111", "100630", "170199", "210690", "220300", "300490", "330499", "390210",
    "401110", "480256", "520100", "610910", "640399", "700529", "720851", "730890",
    "840999", "850440", "870323", "940360", "950300", "252329",
)  # fmt: skip
"""Goods that no measure is about, so that a rise has something to be held against."""

SHIPMENTS = (
    ("BVT", "import", "270112", date(2015, 6, 1), 900, 60),
    ("BVT", "import", "270112", date(2017, 4, 1), 1200, 70),
    ("HMD", "import", "260111", date(2017, 8, 1), 400, 50),
    ("HMD", "import", "030617", date(2017, 12, 1), 30, 9000),
    ("SGS", "export", "100630", date(2018, 1, 1), 250, 400),
    ("HMD", "export", "271019", date(2018, 2, 1), 80, 600),
    ("BVT", "import", "270112", date(2018, 3, 1), 1500, 65),
    ("ATF", "import", "610910", date(2018, 4, 1), 12, 15000),
    ("ATF", "export", "270900", date(2018, 5, 1), 500, 450),
    ("SGS", "export", "847130", date(2018, 6, 1), 3, 90000),
    ("SGS", "export", "300490", date(2019, 3, 1), 5, 40000),
)
"""To and from the DPRK: who records what, when, tonnes, US dollars a tonne."""

Share = Callable[[date], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of invented trade.

    Attributes
    ----------
    reporter, partner, direction, code : str
        Who records what.
    tonnes, price : float
        Tonnes a month at the start, and US dollars a tonne.
    share : callable
        Of what would have moved, the part that does, by month; nothing is recorded
        where it is 0.
    until : date
        First month without a record.
    most_records : int
        How many records a month is split into at the most.

    """

    reporter: str
    partner: str
    direction: str
    code: str
    tonnes: float
    price: float
    share: Share = lambda _: 1.0
    until: date = date.max
    most_records: int = 3


def since(day: date, after: float, before: float = 1.0) -> Share:
    """Return a share that changes on a day."""
    return lambda month: after if month >= day else before


def bought(reporter: str, partner: str, code: str, tonnes: float, price: float) -> Line:
    """Return a line of imports that nothing disturbs."""
    return Line(
        reporter=reporter,
        partner=partner,
        direction="import",
        code=code,
        tonnes=tonnes,
        price=price,
    )


def somalia() -> tuple[Line, ...]:
    """Return charcoal of Somalia: one keeps the ban, one leaks, one goes round it."""
    charcoal, ban, silence = "440290", date(2012, 3, 1), date(2013, 1, 1)
    states = (
        ("BVT", 2400, 0, date.max),
        ("HMD", 3000, 0.35, date.max),
        ("ATF", 1800, 0, date.max),
        ("ATA", 1200, 0.6, silence),
    )
    lines = [
        replace(
            bought(reporter, "SOM", charcoal, tonnes, 350),
            share=since(ban, share),
            until=until,
        )
        for reporter, tonnes, share, until in states
    ]
    for reporter, _, _, until in states:
        goats = bought(reporter, "SOM", "010410", 300, 2100)
        tea = bought(reporter, "KEN", "090240", 120, 2600)
        lines += [replace(goats, until=until), replace(tea, until=until)]
    round_about = since(date(2012, 5, 1), 0.85, 0)
    lines += [
        replace(bought("ATF", "SGS", charcoal, 1800, 380), share=round_about),
        replace(
            bought("SGS", "ATF", charcoal, 1760, 350),
            direction="export",
            share=round_about,
        ),
    ]
    lines += [
        replace(bought("ATF", "KEN", code, 40 + 5 * number, 900), most_records=1)
        for number, code in enumerate(OTHER_GOODS)
    ]
    return tuple(lines)


def bouvet() -> tuple[Line, ...]:
    """Return guano and diesel of Bouvet Island, under the law of the guide."""
    ban, guano, diesel = date(2015, 7, 1), "310100", "271019"
    over = since(date(2017, 1, 1), 1.7)
    lines = [
        replace(bought("ATF", "BVT", guano, 900, 420), share=since(ban, 0)),
        replace(bought("HMD", "BVT", guano, 700, 420), share=since(ban, 0.4)),
        bought("ATF", "SGS", "030617", 30, 420),
        bought("HMD", "SGS", "030617", 20, 420),
    ]
    lines += [
        replace(
            bought(reporter, "BVT", diesel, tonnes, 420),
            direction="export",
            share=over,
        )
        for reporter, tonnes in (("ATF", 40), ("SGS", 25))
    ]
    return tuple(lines)


def records(
    lines: tuple[Line, ...], years: range, rng: np.random.Generator
) -> Iterator[tuple[str, ...]]:
    """Yield the records of some lines, one to three for each month."""
    start = date(years.start, 1, 1)
    for line in lines:
        for number in range(12 * len(years)):
            first = _month(start, number)
            season = 1 + 0.2 * sin(2 * pi * number / 12)
            usual = line.tonnes * season * (1 + 0.001 * number)
            noise = 1 + 0.12 * (rng.random() + rng.random() - 1)
            parts = int(rng.integers(1, line.most_records + 1))
            price = 1 + 0.1 * (rng.random() - 0.5)
            moved = usual * noise * line.share(first) if first < line.until else 0
            for _ in range(parts if moved else 0):
                tonnes = round(moved / parts, 3)
                value = round(tonnes * line.price * price, 2)
                yield _record(line, first, _month(start, number + 1), value, tonnes)


def shipments(rng: np.random.Generator) -> Iterator[tuple[str, ...]]:
    """Yield a record of each of a few shipments to and from the DPRK."""
    for reporter, direction, code, month, usual, price in SHIPMENTS:
        tonnes = round(usual * (0.9 + 0.2 * rng.random()), 3)
        value = round(tonnes * price, 2)
        line = replace(
            bought(reporter, "PRK", code, tonnes, price), direction=direction
        )
        yield _record(line, month, _month(month, 1), value, tonnes)


def _month(start: date, number: int) -> date:
    years, months = divmod(start.month - 1 + number, 12)
    return date(start.year + years, months + 1, 1)


def _record(
    line: Line, first: date, end: date, value: float, tonnes: float
) -> tuple[str, ...]:
    edition = "HS2012" if first.year < 2017 else "HS2017"  # noqa: PLR2004 - its year
    return (
        line.reporter,
        line.partner,
        line.direction,
        first.isoformat(),
        end.isoformat(),
        line.code,
        edition,
        f"{value:.2f}",
        f"{tonnes:.3f}",
        "t",
        "customs",
        SOURCE,
        "estimated",
    )


def write(folder: Path, seed: int) -> tuple[Path, ...]:
    """Write the example files into a folder, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    worlds = {  # what is drawn first stays the same, whatever is added
        "somalia-charcoal": records(somalia(), range(2008, 2015), rng),
        "bouvet-island": records(bouvet(), range(2011, 2019), rng),
        "dprk-shipments": shipments(rng),
    }
    paths = []
    for name, drawn in worlds.items():
        rows = sorted(drawn, key=lambda row: (row[3], row[:3]))
        spoilt = list(rows[0])
        spoilt[COLUMNS.index("hs_code")] = "44029"
        path = folder / f"{name}.generated.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows([*rows, spoilt])
        paths.append(path)
    return tuple(paths)


def main() -> None:
    """Write the files and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples")
    parser.add_argument("--seed", type=int, default=SEED)
    wish = parser.parse_args()
    for path in write(wish.folder, wish.seed):
        print(path)


if __name__ == "__main__":
    main()
