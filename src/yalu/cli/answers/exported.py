"""Law, crosswalk, data and references as files."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import typer

from yalu import library, sources
from yalu.cli.answers.encoded import load_regime
from yalu.cli.output import console, print_json, print_table
from yalu.errors import SchemaError
from yalu.files import make_folder, write_bytes
from yalu.report.exports import (
    REFERENCE_FORMS,
    TABLE_FORMS,
    Form,
    card_text,
    crosswalk_tables,
    dataset_bytes,
    form_named,
    law_json,
    law_schema,
    reference_of_all,
    table_bytes,
)

__all__ = ["cite", "crosswalk", "data", "law", "required_output", "tell", "write"]

_ALL = "all"
_KIB = 1024


def law(output: Path, *, regime: str, as_json: bool) -> None:
    """Write one regime, or all of the library, with the schema."""
    names = library.available() if regime == _ALL else (regime,)
    laws = [load_regime(name) for name in names]
    folder = make_folder(output)
    schema = json.dumps(law_schema(), ensure_ascii=False, indent=1) + "\n"
    files = [
        write(folder / f"{one.id}.json", law_json(one).encode("utf-8")) for one in laws
    ]
    files.append(write(folder / "law.schema.json", schema.encode("utf-8")))
    tell(files, as_json=as_json)


def crosswalk(output: Path, *, as_json: bool) -> None:
    """Write the tables of the crosswalk, each as CSV and as JSON."""
    folder = make_folder(output)
    files = [
        write(folder / f"{name}.{form}", table_bytes(table, form))
        for name, table in crosswalk_tables().items()
        for form in (Form.CSV, Form.JSON)
    ]
    tell(files, as_json=as_json)


def data(name: str | None, output: Path | None, *, as_json: bool) -> None:
    """Write a dataset and its card, or list the datasets."""
    if name is None:
        _list_datasets(as_json=as_json)
        return
    sources.describe(name)  # a wrong name is told before a missing file
    path = required_output(output, TABLE_FORMS)
    form = form_named(path.suffix, TABLE_FORMS, place=f"--output {path.name}")
    files = [
        write(path, dataset_bytes(name, form)),
        write(path.with_suffix(".card.json"), card_text(name).encode("utf-8")),
    ]
    tell(files, as_json=as_json)


def cite(form: str, output: Path | None) -> None:
    """Print a reference, or write it."""
    asked = form if output is None else output.suffix
    place = "--form" if output is None else f"--output {output.name}"
    chosen = form_named(asked, REFERENCE_FORMS, place=place)
    content = reference_of_all().content(chosen)
    if output is None:
        typer.echo(content, nl=False)
    else:
        tell([write(output, content.encode("utf-8"))], as_json=False)


def required_output(output: Path | None, forms: Sequence[Form]) -> Path:
    """Return where something goes.

    Raises
    ------
    SchemaError
        If that was not said.

    """
    if output is None:
        endings = ", ".join(f".{form}" for form in forms)
        raise SchemaError(
            f"--output: found none; expected a file that ends in one of {endings}. "
            "Name one."
        )
    return output


def write(path: Path, content: bytes) -> Path:
    """Write a file, whole or not at all, and return where it is."""
    write_bytes(path, content)
    return path


def tell(files: Sequence[Path], *, as_json: bool) -> None:
    """Say what was written."""
    contents = [(path, path.read_bytes()) for path in files]
    if as_json:
        print_json(
            {
                "files": [
                    {
                        "path": str(path),
                        "bytes": len(content),
                        "sha256": hashlib.sha256(content).hexdigest(),
                    }
                    for path, content in contents
                ]
            }
        )
        return
    for path, content in contents:
        size = f"{len(content) / _KIB:,.1f} KiB"
        console().print(f"{path} ({size})", markup=False, soft_wrap=True)


def _list_datasets(*, as_json: bool) -> None:
    cards = [sources.describe(name) for name in sources.available()]
    rows = [(card.name, card.rows, card.title) for card in cards]
    if as_json:
        names = ("name", "rows", "title")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table("Embedded datasets", ("name", "rows", "title"), rows)
        console().print("\nWrite one: yalu export data NAME -o FILE.csv")
