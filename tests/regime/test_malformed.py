"""No law file, however broken, ends in anything but a message that says what to do."""

import string
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regime.test_reading import HEAD, ONE, folder
from yalu.errors import InvalidLawError
from yalu.regime import Regime, read_cases, read_regime

CASES = """
- id: one
  type: ruling
  on: 2012-01-01
"""
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.text(string.printable, max_size=8),
        st.sampled_from(["COAL", "*", "UN", "2701", "27", "cap", "all", "text"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "from", "codes", "x"]), inner),
    ),
    max_leaves=5,
)
CODE = [
    "!!python/object/apply:os.system ['touch {}']",
    "!!python/object/new:subprocess.Popen [['touch', '{}']]",
    "!!python/name:os.system ''",
    "!!python/module:os ''",
]


def read_or_told(regime: Path) -> None:
    """Read a folder of law; whatever is wrong must be told in the one form."""
    try:
        found = read_regime(regime)
    except InvalidLawError as error:
        headline, *problems = str(error).split("\n  - ")
        assert headline.startswith("The law in ")
        assert problems
        assert all(problem.endswith(".") for problem in problems)
    else:
        assert isinstance(found, Regime)


def positions(value: object, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return where something stands in a file."""
    pairs: list[tuple[object, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    if isinstance(value, list):
        pairs = list(enumerate(value))
    inner = [place for key, part in pairs for place in positions(part, (*at, key))]
    return [*([at] if at else []), *inner]


def changed(text: str, position: tuple[object, ...], value: object) -> str:
    """Return a file with something else at one place."""
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text alone
    part = data
    for step in position[:-1]:
        part = part[step]
    part[position[-1]] = value
    return yaml.safe_dump(data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_another_value_anywhere_is_read_or_told(data: st.DataObject) -> None:
    """A value of any type may stand behind any key of an instrument."""
    places = positions(yaml.load(ONE, Loader=yaml.BaseLoader))  # noqa: S506
    text = changed(ONE, data.draw(st.sampled_from(places)), data.draw(VALUES))

    with tempfile.TemporaryDirectory() as place:
        read_or_told(folder(Path(place), one=text))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_another_value_in_the_head_is_read_or_told(data: st.DataObject) -> None:
    """The file that names bodies and sources is read before all others."""
    places = positions(yaml.load(HEAD, Loader=yaml.BaseLoader))  # noqa: S506
    text = changed(HEAD, data.draw(st.sampled_from(places)), data.draw(VALUES))

    with tempfile.TemporaryDirectory() as place:
        read_or_told(folder(Path(place), head=text, one=ONE))


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200) | st.text(string.printable, max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    """A file may be cut off, of another encoding, or of another program."""
    with tempfile.TemporaryDirectory() as place:
        regime = folder(Path(place), one=ONE)
        (regime / "instruments" / "two.yaml").write_bytes(content)

        read_or_told(regime)


@pytest.mark.parametrize("code", CODE)
def test_no_code_in_a_law_file_is_run(code: str, tmp_path: Path) -> None:
    """Tags that make YAML run something are no law."""
    trace = tmp_path / "trace"
    text = ONE.replace("title: invented", f"title: {code.format(trace)}")

    with pytest.raises(InvalidLawError, match="not YAML"):
        read_regime(folder(tmp_path, one=text))

    assert not trace.exists()


@pytest.mark.parametrize("key", ["title", "id", "sources", "measures"])
def test_a_file_that_unfolds_without_end_is_told_at_once(
    key: str, tmp_path: Path
) -> None:
    """Ten names of ten names of ten: a few lines that stand for a thousand billion."""
    levels = [f"b{i}: &b{i} [{', '.join([f'*b{i - 1}'] * 10)}]" for i in range(1, 13)]
    bomb = "\n".join(["b0: &b0 [x, x]", *levels, f"{key}: *b12"])
    rest = [line for line in ONE.splitlines() if not line.startswith(f"{key}:")]
    if key in ("sources", "measures"):
        rest = rest[: rest.index(next(r for r in rest if r[:2] == "  "))]

    with pytest.raises(InvalidLawError) as caught:
        read_regime(folder(tmp_path, one="\n".join([bomb, *rest])))

    assert len(str(caught.value)) < 20_000


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=100) | st.text(string.printable, max_size=100).map(str.encode)
)
def test_any_bytes_of_worked_cases_are_read_or_told(content: bytes) -> None:
    """Cases are written by the same hands as the law."""
    with tempfile.TemporaryDirectory() as place:
        regime = folder(Path(place), one=ONE)
        (regime / "cases").mkdir()
        (regime / "cases" / "own.yaml").write_bytes(content)
        try:
            read_cases(regime)
        except InvalidLawError as error:
            assert str(error).endswith(".")  # noqa: PT017 - the form of the message
