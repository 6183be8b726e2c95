"""What the build of the embedded matrices promises."""

import gzip
import hashlib
import importlib.util
import io
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pytest
import yaml
from pyarrow import parquet

from yalu.errors import IntegrityError

ROOT = Path(__file__).resolve().parents[2]
CELLS = b"year,sector,exporter,importer,value_kusd\n"
FLOWS = CELLS + b"2015,SITC0_Food,CHN,PRK,1.5\n2015,All,CHN,PRK,2.0625\n"


def _script() -> ModuleType:
    path = ROOT / "tools" / "build_matrices.py"
    spec = importlib.util.spec_from_file_location("build_matrices", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one small input, and build into another."""
    packed = gzip.compress(FLOWS, mtime=0)
    (tmp_path / "small.csv.gz").write_bytes(packed)
    plan = yaml.safe_load(SCRIPT.PLAN.read_text("utf-8"))
    given = plan["datasets"]["bilateral_trade"]
    sha256 = hashlib.sha256(packed).hexdigest()
    given["input"] = {"file": "small.csv.gz", "sha256": sha256}
    given["expect"] |= {"rows": [2, 2], "totals": []}
    plan["datasets"] = {"bilateral_trade": given}
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(plan), "utf-8")
    (tmp_path / "built").mkdir()
    monkeypatch.setattr(SCRIPT, "PLAN", tmp_path / "plan.yaml")
    monkeypatch.setattr(SCRIPT, "BUILT", tmp_path / "built")
    return tmp_path


def test_the_committed_matrices_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """Descriptor, expectations, order and bytes, without the inputs at hand."""
    assert SCRIPT.main(["--check"]) == 0
    assert not capsys.readouterr().out


def test_an_input_becomes_a_typed_matrix_in_whole_dollars(folder: Path) -> None:
    """Thousand dollars with decimals lose nothing, halves go to the even one."""
    assert SCRIPT.main([str(folder)]) == 0
    rows = parquet.read_table(folder / "built" / "bilateral_trade.parquet").to_pylist()

    assert [(row["section"], row["value_usd"]) for row in rows] == [
        ("0", 1500),
        ("all", 2062),
    ]
    assert SCRIPT.main(["--check"]) == 0


def test_two_builds_give_the_same_bytes(folder: Path) -> None:
    """A hash is worth something only if the build repeats."""
    built = []
    for _ in range(2):
        SCRIPT.main([str(folder)])
        held = sorted((folder / "built").iterdir())
        built.append([path.read_bytes() for path in held])

    assert built[0] == built[1]


def test_another_input_is_refused_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A matrix of unknown origin never gets in."""
    (folder / "small.csv.gz").write_bytes(gzip.compress(FLOWS + b"x"))

    assert SCRIPT.main([str(folder)]) == 1
    assert "Use the file that was built from" in capsys.readouterr().err
    assert not list((folder / "built").iterdir())


@pytest.mark.parametrize(
    ("flows", "finding"),
    [
        (CELLS + b"2015,All,CHN,XXX,1\n" * 2, "1 keys occur more than once"),
        (CELLS + b"2015,All,CHN,XXX,1\n", "found the economies XXX"),
        (CELLS + b"2015,SITCx_,CHN,PRK,1\n", "section is not one of"),
        (CELLS + b"2015,All,CHN,PRK,-1\n", "value_usd lies outside"),
    ],
)
def test_a_matrix_that_cannot_be_is_refused(
    folder: Path, flows: bytes, finding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that is wrong is told at once, and nothing is written."""
    packed = gzip.compress(flows, mtime=0)
    (folder / "small.csv.gz").write_bytes(packed)
    plan: dict[str, Any] = yaml.safe_load(SCRIPT.PLAN.read_text("utf-8"))
    given = plan["datasets"]["bilateral_trade"]
    given["input"]["sha256"] = hashlib.sha256(packed).hexdigest()
    given["expect"]["rows"] = [1, 2]
    SCRIPT.PLAN.write_text(yaml.safe_dump(plan), "utf-8")

    assert SCRIPT.main([str(folder)]) == 1
    assert finding in capsys.readouterr().err
    assert not list((folder / "built").iterdir())


def test_a_file_that_another_hand_wrote_is_noticed(folder: Path) -> None:
    """The same rows in another order or packing are not what was built."""
    SCRIPT.main([str(folder)])
    path = folder / "built" / "bilateral_trade.parquet"
    rows = parquet.read_table(path)
    turned = io.BytesIO()
    parquet.write_table(rows.take(pa.array([1, 0])), turned)
    path.write_bytes(turned.getvalue())
    plan = yaml.safe_load(SCRIPT.PLAN.read_text("utf-8"))
    content = SCRIPT.descriptor_of("bilateral_trade", plan, path.read_bytes())
    (folder / "built" / "bilateral_trade.yaml").write_bytes(content)

    with pytest.raises(IntegrityError, match="writing it anew gives another file"):
        SCRIPT.check(plan)


def test_an_edited_descriptor_is_named_and_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A check never writes."""
    SCRIPT.main([str(folder)])
    path = folder / "built" / "bilateral_trade.yaml"
    path.write_bytes(b"edited")

    assert SCRIPT.main(["--check"]) == 1
    assert "bilateral_trade.yaml: the committed file differs" in capsys.readouterr().out
    assert path.read_bytes() == b"edited"


def test_descriptors_are_written_anew_without_the_inputs(folder: Path) -> None:
    """A better note must not need the file of a publisher."""
    SCRIPT.main([str(folder)])
    (folder / "small.csv.gz").unlink()
    matrix = (folder / "built" / "bilateral_trade.parquet").read_bytes()
    plan = SCRIPT.PLAN.read_text("utf-8").replace("Exports of every", "Sales of every")
    SCRIPT.PLAN.write_text(plan, "utf-8")

    assert SCRIPT.main(["--check"]) == 1
    assert SCRIPT.main(["--describe"]) == 0
    assert SCRIPT.main(["--check"]) == 0
    assert "Sales of every" in (folder / "built" / "bilateral_trade.yaml").read_text()
    assert (folder / "built" / "bilateral_trade.parquet").read_bytes() == matrix


def test_a_call_that_says_nothing_is_told_what_to_say(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Building needs the inputs, checking does not."""
    with pytest.raises(SystemExit):
        SCRIPT.main([])
    assert "the folder of the inputs, --check or --describe" in capsys.readouterr().err
