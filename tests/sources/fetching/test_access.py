"""What is promised of keys and of the folder of replies."""

import os
import pickle
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.fetching.conftest import KEY, FakeTime
from yalu.errors import SchemaError, UnusableFileError
from yalu.sources.fetching import (
    COMTRADE,
    ApiKey,
    Cache,
    Pace,
    Patience,
    cache_folder,
    held_key,
    system_clock,
)
from yalu.sources.fetching.cache import Ask
from yalu.sources.fetching.pace import retry_after

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_key_has_no_form_that_shows_it() -> None:
    """Neither printed, nor formatted, nor in a list."""
    key = ApiKey(f" {KEY}\n", place="test")

    assert KEY not in f"{key} {key!r} {[key]} {vars(ApiKey)}"
    assert KEY in key.header().values()
    assert key.hidden_in(f"no such key: {KEY}.") == "no such key: (key hidden)."


@pytest.mark.parametrize(
    "text",
    ["", "short", "with a space in it", "naïve-key-1234", "a" * 600, "line\nline1234"],
)
def test_what_cannot_be_a_key_is_refused_unseen(text: str) -> None:
    """The message must not print what may be a password."""
    with pytest.raises(SchemaError, match="cannot be a key") as caught:
        ApiKey(text, place="test")

    assert not text or text not in str(caught.value)


def test_a_file_goes_before_the_environment(tmp_path: Path) -> None:
    """Who names a file means it."""
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    other = {"COMTRADE_API_KEY": "another-key-1234"}

    assert held_key(file, other) is not None
    assert KEY in held_key(file, other).header().values()  # type: ignore[union-attr]
    assert "another-key-1234" in held_key(None, other).header().values()  # type: ignore[union-attr]
    assert held_key(None, {}) is None
    assert held_key(None, {"COMTRADE_API_KEY": " "}) is None


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes | None
) -> None:
    """Its content is not shown."""
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(UnusableFileError, match="Check the path"):
        held_key(file, {})


def test_the_folder_of_replies_follows_the_platform(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An option goes before the environment, and that before the platform."""
    home, named = Path("home"), Path("named")

    assert cache_folder(named, {"YALU_CACHE": "other"}, home=home) == named
    assert cache_folder(None, {"YALU_CACHE": "other"}, home=home) == Path("other")
    for platform, environment, expected in (
        ("linux", {"XDG_CACHE_HOME": "xdg"}, "xdg/yalu"),
        ("linux", {}, "home/.cache/yalu"),
        ("darwin", {}, "home/Library/Caches/yalu"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/yalu"),
        ("win32", {}, "home/AppData/Local/yalu"),
    ):
        monkeypatch.setattr(sys, "platform", platform)
        assert cache_folder(None, environment, home=home) == Path(expected)


def test_a_reply_is_on_the_disk_before_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loss of power between the two would leave a manifest without its body."""
    synced: list[int] = []
    bring = os.fsync

    def noted(handle: int) -> None:
        synced.append(os.fstat(handle).st_size)
        bring(handle)

    monkeypatch.setattr(os, "fsync", noted)
    cache, body = Cache(tmp_path), b"goods\n" * 1000
    ask = Ask(service=COMTRADE, path="/x", name="body.csv")
    part = cache.place(ask) / "body.csv.part"
    part.write_bytes(body)

    entry = cache.keep(ask, part, status=200, now=NOW)

    assert synced[0] == len(body) == entry.body.stat().st_size
    names = sorted(path.name for path in entry.body.parent.iterdir())
    assert names == ["body.csv", "manifest.json"]


@given(st.integers(1, 40), st.integers(0, 2**32))
def test_a_wait_lies_between_half_and_all_of_its_doubling(
    failures: int, seed: int
) -> None:
    """And never above the longest."""
    patience = Patience(attempts=50, first=1.0, longest=60.0)
    whole = min(2.0 ** (failures - 1), 60.0)
    wait = patience.wait(failures, np.random.default_rng(seed))

    assert whole / 2 <= wait <= whole


@pytest.mark.parametrize("wrong", [{"attempts": 0}, {"first": 0.0}, {"longest": 0.5}])
def test_impatience_is_refused(wrong: dict[str, float]) -> None:
    """No attempt, or no wait between them, is a mistake."""
    with pytest.raises(SchemaError, match="at least one attempt"):
        Patience(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, "", "soon", "-5"])
def test_a_wait_that_nobody_understands_is_none(text: str | None) -> None:
    """Then the usual wait is taken."""
    assert retry_after(text, "", now=NOW) is None


def test_a_slow_request_needs_no_further_wait(time: FakeTime) -> None:
    """The pace counts from beginning to beginning."""
    pace = Pace(interval=1.0, clock=time.clock)
    pace.keep()
    time.seconds += 0.75
    pace.keep()
    time.seconds += 5
    pace.keep()

    assert time.slept == [0.25]


def test_the_clock_of_the_machine_runs_forward() -> None:
    """And knows its time zone."""
    clock = system_clock()
    before = clock.elapsed()
    clock.sleep(0)

    assert clock.elapsed() >= before
    assert clock.now().tzinfo is UTC


def test_a_key_is_not_pickled_by_accident() -> None:
    """Results travel between processes; keys stay."""
    with pytest.raises(TypeError, match="key"):
        pickle.dumps(ApiKey(KEY, place="test"))
