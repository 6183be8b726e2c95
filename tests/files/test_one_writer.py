"""One place writes files, so that whatever a command writes is whole."""

import ast
from pathlib import Path

import pytest

import yalu

PACKAGE = Path(yalu.__file__).parent
WRITERS = {
    "write_text", "write_bytes", "write_csv", "write_table", "write_parquet",
    "savez", "savez_compressed", "to_csv", "to_parquet", "open",
}  # fmt: skip
SAFE = {"written", "written_together", "write_text", "write_bytes"}
# Why a module may write otherwise.
ELSEWHERE = {
    "files.py": "the one place",
    "compliance/checkpoint.py": "a part has a folder of its own, renamed when whole",
    "compliance/engine.py": "the noise of an engine, in a folder that is thrown away",
    "compliance/streaming.py": "hashed, never written",
    "sources/fetching/transfer.py": "a transfer that is taken up where it stopped",
    "report/exports/tabular.py": "to memory",
    "web/mappings.py": "in a folder that is gone within the hour",
    "web/screenings.py": "in a folder that is gone within the hour",
    "web/uploads.py": "in a folder that is gone within the hour",
    "cycle/backtest/keeping.py": "run by tools/refit.py in a source tree",
    "cycle/storing.py": "run by tools/refit.py in a source tree",
    "scenario/equilibria.py": "run by tools/refit.py in a source tree",
    "scenario/hindcast/keeping.py": "run by tools/refit.py in a source tree",
    "scenario/storing.py": "each file by its hash, which tells a broken store",
    "strategy/answers/storing.py": "run by tools/refit.py in a source tree",
    "strategy/estimation/keeping.py": "run by tools/refit.py in a source tree",
}


def name_of(path: Path) -> str:
    """Return how a module is called in the list above."""
    return path.relative_to(PACKAGE).as_posix()


def writes(path: Path) -> bool:
    """Return whether a module calls something that writes a file by itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "yalu.files"
        for alias in node.names
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return not imported & SAFE and any(_is_writing(call) for call in calls)


def _is_writing(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name and name != "open":
        return name in WRITERS
    if not name and not (isinstance(call.func, ast.Name) and call.func.id == "open"):
        return False  # a function of ours, judged where it stands
    given = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    modes = [one.value for one in given if isinstance(one, ast.Constant)]
    return any(isinstance(m, str) and set(m) & set("wax") and len(m) < 4 for m in modes)


MODULES = sorted(PACKAGE.rglob("*.py"))


def test_no_module_writes_files_past_the_one_that_does() -> None:
    """A half file would be found where nobody thought of it."""
    found = {name_of(path) for path in MODULES if writes(path)}

    assert found <= set(ELSEWHERE)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_every_exception_exists(name: str) -> None:
    """A list of exceptions that outlives them hides the next one."""
    assert (PACKAGE / name).is_file()
