"""The DPRK case, gathered and rendered once for all tests of the report."""

from pathlib import Path

import numpy as np
import pytest

from yalu import library
from yalu.report import Dossier, Report, gather, render


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """Return the embedded case."""
    return gather(library.load("dprk"), rng=np.random.default_rng(1718))


@pytest.fixture(scope="session")
def written(dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return the report on it, on disk."""
    return render(dossier, tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def html(written: Report) -> str:
    """Return its page."""
    return written.page.read_text(encoding="utf-8")


@pytest.fixture
def golden() -> Path:
    """Return the folder of reviewed chart specifications."""
    return Path(__file__).parent / "golden"
