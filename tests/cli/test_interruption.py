"""What Ctrl-C does to `yalu screen`, one promise per test."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Yalu
from tests.compliance.test_streaming import trade, written
from yalu.cli.interruption import stopping
from yalu.compliance.checkpoint import Checkpoint
from yalu.errors import UnusableFileError

_KEEPS = Checkpoint.keep


@pytest.fixture(autouse=True)
def at_a_terminal() -> Iterator[None]:
    """Let Ctrl-C be heard, though the tests may run where the signal is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def stopped(monkeypatch: pytest.MonkeyPatch, failure: type[Exception] | None) -> None:
    """Let Ctrl-C come after the first part, and something make another error of it."""

    def keep(self: Checkpoint, *given: object) -> None:
        _KEEPS(self, *given)  # type: ignore[arg-type]
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            if failure is not None:
                raise failure("another error") from None
            raise

    monkeypatch.setattr(Checkpoint, "keep", keep)


@pytest.mark.parametrize("failure", [None, RuntimeError, UnusableFileError])
def test_ctrl_c_is_told_and_the_same_command_goes_on(
    yalu: Yalu,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: type[Exception] | None,
) -> None:
    """Whatever an engine makes of the signal, there are words, 130 and the sums."""
    path = written(tmp_path, trade(300))
    asked = ("screen", str(path), "--resume", str(tmp_path / "done"), "--json")
    with monkeypatch.context() as patch:
        stopped(patch, failure)
        first = yalu(*asked)
    second = yalu(*asked)

    assert first.code == 130
    assert "What has come is kept; the same command goes on" in first.err
    assert "Traceback" not in first.err
    assert second.code == 0
    assert second.json["read"] == 300


def test_ctrl_c_without_resume_says_that_nothing_was_kept(
    yalu: Yalu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And names the option that would have kept it."""
    stopped(monkeypatch, RuntimeError)
    found = yalu("screen", str(written(tmp_path, trade(300))))

    assert (found.code, found.out) == (130, "")
    assert "nothing was kept" in found.err
    assert "--resume FOLDER" in found.err


def test_an_error_of_the_work_itself_stays_one() -> None:
    """Only what follows the signal is taken for it."""
    with pytest.raises(RuntimeError, match="broken"), stopping("stopped"):
        raise RuntimeError("broken")


def test_the_handler_of_the_signal_is_put_back() -> None:
    """A caller's next Ctrl-C works as before."""
    with stopping("stopped"):
        inside = signal.getsignal(signal.SIGINT)

    assert inside is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
