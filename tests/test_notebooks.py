"""Promises of the notebooks; all are run in full whenever the pages are built."""

import json
import sys
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

DOCS = Path(__file__).resolve().parent.parent / "docs"
sys.path.insert(0, str(DOCS))

import notebook_pages  # noqa: E402 - only found through the line above

QUESTIONS = {
    "law", "enforcement", "dependence", "cost", "cycle", "strategy", "scenario",
    "claims",
}  # fmt: skip


def text_of(name: str) -> str:
    """Return a notebook as it stands on disk."""
    return (DOCS / "notebooks" / f"{name}.py").read_text(encoding="utf-8")


def test_every_question_has_its_notebook() -> None:
    """None is left out, and none is forgotten in the list."""
    on_disk = {path.stem for path in (DOCS / "notebooks").glob("*.py")}

    assert set(notebook_pages.names()) == on_disk == QUESTIONS


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_notebook_begins_with_its_question_and_ends_with_where_to_go(
    name: str,
) -> None:
    """Who opens one must know what it asks, and what to do next."""
    found = list(notebook_pages.cells(text_of(name)))

    assert found[0].source.startswith("# ")
    assert "?" in found[0].source.splitlines()[0]
    assert not found[0].is_code
    assert "Go on" in found[-1].source


def test_a_notebook_answers_with_text_tables_and_charts() -> None:
    """What is printed, the last value, a table and a chart stand under the code."""
    told = notebook_pages.run(
        "made",
        "# %% [markdown]\n# # Is it so?\n\n# %%\nprint('seen')\n'valued'\n\n"
        "# %%\nimport altair as alt\nimport pandas as pd\n"
        "table = pd.DataFrame({'a': [1, 2]})\ntable\n\n"
        "# %%\nalt.Chart(table).mark_point().encode(x='a:Q')"
        ".properties(width='container')\n",
    )

    assert (told[1].printed, told[1].value) == ("seen\n", "valued")
    assert "<table" in told[2].html
    assert told[3].svg.startswith("<svg")


def test_a_cell_that_fails_stops_the_build_and_is_named() -> None:
    """A page must never show half of an answer."""
    with pytest.raises(ExtensionError, match=r"made.py, cell 2 fails: KeyError"):
        notebook_pages.run("made", "# %%\nheld = {}\n\n# %%\nheld['missing']\n")


def test_the_law_is_told_as_a_page_and_as_a_file_for_jupyter() -> None:
    """Both have the same cells, and the file is of the form that Jupyter reads."""
    told = notebook_pages.run("law", text_of("law"))
    file = json.loads(notebook_pages.jupyter(told))

    assert file["nbformat"] == 4
    assert [cell["cell_type"] == "code" for cell in file["cells"]] == [
        cell.is_code for cell in told
    ]
    assert "prohibited" in notebook_pages.page("law", told)
