"""What the store promises, one promise per test."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.scenario.runs import made_up
from yalu.errors import ModelError
from yalu.scenario.comparison import compare
from yalu.scenario.draws import DRAWS, kept_draws
from yalu.scenario.grounds import facts_sha256
from yalu.scenario.scenario import Scenario
from yalu.scenario.storing import store, stored

EMBARGO = Scenario(id="embargo", title="Embargo", question="What if?", months=24)
RUN = made_up(scale=0.5, scenario=EMBARGO)


def test_what_was_stored_comes_back(tmp_path: Path) -> None:
    """Fans, statements and differences, to the last digit."""
    base = made_up()
    store(RUN, tmp_path, baseline=base)
    found, difference = stored(tmp_path), compare(base, RUN)

    assert found.statements == RUN.statements()
    assert found.contrasts == difference.contrasts
    assert found.against == difference.statements
    for name in RUN.series:
        fan = RUN.fan(name)
        assert found.fans[name].levels == fan.levels
        assert_array_equal(found.fans[name].values, fan.values)
        assert_array_equal(found.fans[name].between, fan.between)
        ours = difference.series[name]
        assert_array_equal(found.differences[name].values, ours.values)
        assert_array_equal(found.differences[name].above, ours.above)


def test_what_is_stored_is_current_at_once(tmp_path: Path) -> None:
    """Nothing has changed between the two calls."""
    base = made_up()
    store(RUN, tmp_path, baseline=base)

    found = stored(
        tmp_path,
        case_digest=RUN.case_digest,
        scenario_digest=EMBARGO.digest,
        baseline_digest=base.digest,
    )

    assert found.is_current
    assert "Stale" not in str(found)


def test_the_same_run_gives_the_same_files(tmp_path: Path) -> None:
    """No hour, no name of a machine: files can be held in version control."""
    for name in ("one", "two"):
        store(RUN, tmp_path / name, baseline=made_up(), with_draws=True)

    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 5
    for name in files:
        one, two = ((tmp_path / each / name).read_bytes() for each in ("one", "two"))
        assert one == two


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({"case_digest": "1"}, "the case is not the one that it was run on"),
        ({"scenario_digest": "1"}, "the scenario sets something else now"),
        ({"baseline_digest": "1"}, "the baseline is not the one of then"),
    ],
)
def test_inputs_that_changed_make_it_stale(
    tmp_path: Path, now: dict[str, str], words: str
) -> None:
    """It says what has changed, and what to do."""
    store(RUN, tmp_path, baseline=made_up())
    found = stored(tmp_path, **now)

    assert found.stale == (words,)
    assert f"Stale because {words}. Run " in str(found)


def test_code_that_changed_makes_it_stale(tmp_path: Path) -> None:
    """Figures must not outlive what made them."""
    store(RUN, tmp_path, code="1")

    assert stored(tmp_path).stale == ("the code that made it has changed",)


def test_facts_that_changed_make_it_stale(tmp_path: Path) -> None:
    """Even without the case at hand, which takes seconds to put together."""
    store(RUN, tmp_path, facts="1")

    assert stored(tmp_path).stale == ("facts, law or fits have changed",)


def test_a_file_that_was_changed_by_hand_is_told(tmp_path: Path) -> None:
    """Figures that nobody computed must not pass for stored ones."""
    store(RUN, tmp_path)
    path = tmp_path / "statements.json"
    path.write_text(path.read_text().replace('"chance": 0.', '"chance": 0.0', 1))

    assert stored(tmp_path).stale == ("statements.json is not what was stored",)


def test_a_title_that_is_reworded_makes_nothing_stale(tmp_path: Path) -> None:
    """Words do not bear on the draws."""
    store(RUN, tmp_path)
    other = replace(EMBARGO, title="A complete embargo")

    assert stored(tmp_path, scenario_digest=other.digest).is_current


def test_a_shorter_store_leaves_nothing_of_the_longer(tmp_path: Path) -> None:
    """Differences of another run must not stay beside these quantiles."""
    store(RUN, tmp_path, baseline=made_up(), with_draws=True)
    store(RUN, tmp_path)

    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"manifest.json", "quantiles.parquet", "statements.json"}
    assert not stored(tmp_path).differences


def test_kept_draws_are_those_of_the_run(tmp_path: Path) -> None:
    """For whoever asks what no statement tells."""
    store(RUN, tmp_path, with_draws=True)
    series, unknown = kept_draws(tmp_path, RUN.digest)

    for name, held in RUN.series.items():
        assert_array_equal(series[name], held)
    assert_allclose(unknown["adjustment"], RUN.uncertain["adjustment"], rtol=0)


def test_draws_of_another_run_are_refused(tmp_path: Path) -> None:
    """A hash tells."""
    store(RUN, tmp_path, with_draws=True)
    other = tmp_path / "other"
    store(made_up(), other, with_draws=True)
    (other / DRAWS).replace(tmp_path / DRAWS)

    with pytest.raises(ModelError, match="not those that were stored"):
        kept_draws(tmp_path, RUN.digest)


def test_draws_that_were_not_kept_are_asked_for(tmp_path: Path) -> None:
    """The message says how to have them."""
    store(RUN, tmp_path)

    with pytest.raises(ModelError, match="Store the outcome with its draws"):
        kept_draws(tmp_path, RUN.digest)


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    """No outcome is no crash."""
    with pytest.raises(ModelError, match=r"found no manifest.json.*Run tools/refit.py"):
        stored(tmp_path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "manifest.json").write_text("{"),
        lambda folder: (folder / "manifest.json").write_text("[1]"),
        lambda folder: (folder / "statements.json").unlink(),
        lambda folder: (folder / "statements.json").write_text('{"statements": 3}'),
        lambda folder: (folder / "quantiles.parquet").write_bytes(b"PAR1"),
        lambda folder: (folder / "manifest.json").write_text(json.dumps({"seed": 1})),
    ],
)
def test_a_damaged_store_is_told_without_a_traceback(
    tmp_path: Path,
    spoil: object,
) -> None:
    """Whatever is missing, cut or of another version."""
    store(RUN, tmp_path)
    assert callable(spoil)
    spoil(tmp_path)

    with pytest.raises(ModelError, match="cannot be read"):
        stored(tmp_path)


def test_facts_are_hashed_by_what_they_say(tmp_path: Path) -> None:
    """One figure changed is another hash; words beside them are not facts."""
    data = tmp_path / "events" / "data"
    data.mkdir(parents=True)
    (data / "events.csv").write_text("day\n2017-09-03\n")
    before = facts_sha256(tmp_path)
    (data / "notes.md").write_text("words")

    assert facts_sha256(tmp_path) == before
    (data / "events.csv").write_text("day\n2017-09-04\n")
    assert facts_sha256(tmp_path) != before
