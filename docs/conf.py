"""How the documentation is built: Sphinx, with pages written from the package itself.

Nothing is fetched while building, and no page asks another host for anything when
it is opened; `offline` checks the second promise after each build.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import agreement_page  # noqa: E402 - only found through the line above
import api_pages  # noqa: E402
import backtest_page  # noqa: E402
import calibration_page  # noqa: E402
import command_page  # noqa: E402
import data_page  # noqa: E402
import events_page  # noqa: E402
import formulas  # noqa: E402
import hindcast_page  # noqa: E402
import knowing_page  # noqa: E402
import law_pages  # noqa: E402
import notebook_pages  # noqa: E402
import offline  # noqa: E402
import outturn_page  # noqa: E402
import scale_page  # noqa: E402
import scenario_page  # noqa: E402

import yalu  # noqa: E402

project = "Yalu"
author = "The Yalu authors"
copyright = "2026, The Yalu authors"  # noqa: A001 - Sphinx's own name
release = version = yalu.__version__

# Two parts may call two things alike (`Evidence`): a link then leads to the first.
suppress_warnings = ["ref.python"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = [
    "_build",
    "generated/backtest",
    "generated/calibration",
    "generated/events",
    "generated/hindcast",
    "generated/knowing/*.md",
    "generated/scale.md",
    "notebooks",
]  # these are included
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = f"Yalu {release}"
html_show_sphinx = False
html_copy_source = False
html_math_renderer = "mathml"
html_static_path = ["_static"]


def generated() -> Iterator[tuple[str, str]]:
    """Yield every page that is written from the package, with its path."""
    yield "generated/data.md", data_page.text()
    yield "generated/commands.md", command_page.text()
    yield "generated/scale.md", scale_page.text()
    yield "generated/scenario-keys.md", scenario_page.text()
    for name, text in calibration_page.texts():
        yield f"generated/calibration/{name}.md", text
    for name, text in backtest_page.texts():
        yield f"generated/backtest/{name}.md", text
    for name, text in hindcast_page.texts():
        yield f"generated/hindcast/{name}.md", text
    for page in (knowing_page, agreement_page, outturn_page):
        for name, text in page.texts():
            yield f"generated/knowing/{name}.md", text
    for name, text in notebook_pages.texts():
        yield f"generated/notebooks/{name}", text
    for name, text in events_page.texts():
        yield f"generated/events/{name}.md", text
    for name, text in law_pages.texts():
        yield f"generated/law/{name}.md", text
    for name, text in api_pages.texts():
        yield f"generated/api/{name}.md", text


def write_generated(app: Sphinx) -> None:
    """Write the generated pages; one that has not changed keeps its age."""
    del app
    wanted = {HERE / name: text for name, text in generated()}
    written = {path for path in (HERE / "generated").rglob("*") if path.is_file()}
    for path in written - set(wanted):
        path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect the pages above to the build."""
    app.connect("builder-inited", write_generated)
    app.connect("autodoc-process-docstring", api_pages.list_values)
    # After Napoleon, which is loaded first, has made fields of sections.
    app.connect("autodoc-process-docstring", api_pages.join_names)
    formulas.setup(app)
    offline.setup(app)
