"""Promises about the code base itself."""

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = [
    path
    for folder in ("src", "tests", "tools", "docs", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "_build" not in path.parts
]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
NOUNS_OF_NO_SUBJECT = {
    "base", "common", "core", "helper", "helpers", "manager", "misc", "util", "utils",
}  # fmt: skip
HEAVY = {
    "altair", "duckdb", "fastapi", "httpx", "jax", "jinja2", "narwhals", "numba",
    "numpy", "numpyro", "pandas", "polars", "pyarrow", "pyfixest", "pyspark",
    "pysyncon", "ruptures", "SALib", "scipy", "scoringrules", "sklearn",
    "starlette", "statsmodels", "uvicorn", "xlsxwriter",
}  # fmt: skip
LIGHT = ["yalu", "yalu.cli", "yalu.goods", "yalu.regime", "yalu.territories"]
MACHINE_PATH = re.compile(
    r"(?<![\w.:/\-}])/(?:work|root|home|opt|Users|mnt)/\w|[A-Z]:\\Users"
)
INDEX_HOST = re.compile(r"pypi\.org/simple|python[h]osted|-{2}index-url|file:/{2}/")
TEXT = {
    "", ".cff", ".cfg", ".css", ".csv", ".html", ".js", ".json", ".md", ".py", ".rst",
    ".toml", ".txt", ".yaml", ".yml",
}  # fmt: skip
NOT_OURS = {"_build", "build", "dist", "generated", "report", "__pycache__"}


def tree(path: Path) -> ast.Module:
    """Return a file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """Return how a file is called in messages and test names."""
    return str(path.relative_to(ROOT))


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the length of a function without its docstring."""
    words = function.body[0] if ast.get_docstring(function) is not None else None
    told = (words.end_lineno or words.lineno) - words.lineno + 1 if words else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - told


def texts() -> Iterator[Path]:
    """Yield every text file that belongs to the checkout."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts[:-1])
        built = parts[0] in NOT_OURS or (parts[0] == "docs" and NOT_OURS & {*parts})
        if path.is_file() and not hidden and not built and path.suffix in TEXT:
            yield path


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_file_fits_in_one_reading(path: Path) -> None:
    """Past this length a noun of the subject is missing."""
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= LONGEST_FILE


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_function_fits_on_one_page(path: Path) -> None:
    """A function is read as a whole or not at all; its docstring is not counted."""
    long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := lines_of(node)) > LONGEST_FUNCTION
    ]

    assert not long


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    """The first thing in a file is its purpose."""
    module = tree(path)

    assert ast.get_docstring(module) or not module.body


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_module_is_named_after_its_subject(path: Path) -> None:
    """A name that fits everything gathers everything."""
    words = {part.strip("_") for part in path.relative_to(ROOT).with_suffix("").parts}

    assert not words & NOUNS_OF_NO_SUBJECT


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_types_need_no_import_of_their_own(path: Path) -> None:
    """An import for types alone hides a circle from the reader."""
    names = {
        getattr(node, "id", getattr(node, "attr", None))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name | ast.Attribute)
    }

    assert "TYPE_" + "CHECKING" not in names


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_imports_name_the_whole_way(path: Path) -> None:
    """A relative import changes meaning when its file moves."""
    relative = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert not relative


def test_no_file_knows_a_machine_or_a_package_index() -> None:
    """The checkout must work anywhere, and leave no trace of where it was made."""
    found = [
        f"{name_of(path)}, line {number}: {line.strip()[:80]}"
        for path in texts()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line) or INDEX_HOST.search(line)
    ]

    assert not found


@pytest.mark.parametrize("module", LIGHT)
def test_a_quick_answer_loads_nothing_heavy(module: str) -> None:
    """Help and a ruling answer at once, so tables and charts load on first use."""
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not part of this build")
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter and module names
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert not HEAVY & set(done.stdout.split())
