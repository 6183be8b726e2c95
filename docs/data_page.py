"""The data catalogue: what is embedded, from the descriptors that loading checks."""

from yalu import sources
from yalu.sources import Column, Descriptor

HEAD = """\
# Data catalogue

Every dataset that comes with the package. The hash is verified each time a dataset is
loaded, and the expectations were checked when it was built. A cell that is empty is
*missing*, which is never the same as zero. What the figures rest on and under which
terms they may be used is told in [where the figures come from](../data.md).

"""


def text() -> str:
    """Return the page."""
    found = [sources.describe(name) for name in sources.available()]
    rows = [f"| [{d.name}](#{d.name}) | {cell(d.title)} | {d.rows:,} |" for d in found]
    overview = ["| dataset | title | rows |", "|---|---|--:|", *rows, ""]
    return HEAD + "\n".join(overview) + "\n" + "\n".join(map(section, found))


def section(dataset: Descriptor) -> str:
    """Return what is said about one dataset."""
    licence = dataset.licence
    passing = "may be passed on" if licence.redistribute else "may not be passed on"
    note = f"; {licence.note}" if licence.note else ""
    lines = [
        f"## {dataset.name}",
        "",
        f"{cell(dataset.title)}.",
        "",
        f"- Publisher: {cell(dataset.publisher)}",
        f"- Terms: {cell(licence.name)} ({passing}){cell(note)}",
        f"- Taken from its sources: {dataset.retrieved}",
        f"- Rows: {dataset.rows:,}",
        f"- SHA-256: `{dataset.sha256}`",
        *(f"- {cell(note)}" for note in dataset.notes),
        "",
        "| column | holds | unit | meaning | always there |",
        "|---|---|---|---|---|",
        *map(column_row, dataset.columns),
        "",
    ]
    return "\n".join(lines) + "\n"


def column_row(column: Column) -> str:
    """Return one column as a row of the table."""
    always = "yes" if column.required else "no"
    unit, meaning = cell(column.unit), cell(column.meaning)
    return f"| `{column.name}` | {column.kind} | {unit} | {meaning} | {always} |"


def cell(words: str) -> str:
    """Return words so that no character is read as markup."""
    plain = " ".join(words.split())
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|$~" else sign for sign in plain)
