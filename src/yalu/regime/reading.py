"""From YAML files to a `Regime`, with every problem reported at once.

A regime is a folder: ``regime.yaml`` names the target, the bodies and the sources;
``instruments/*.yaml`` hold one instrument each. Files are data: nothing in them is
executed.
"""

import hashlib
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, ClassVar

import yaml
from pydantic import Field, StringConstraints, ValidationError

from yalu.errors import InvalidLawError, Problem, describe
from yalu.provenance import Source
from yalu.regime.form import LawForm
from yalu.regime.instrument import Body, Instrument
from yalu.regime.mistakes import LawText, dangling, form_problems
from yalu.regime.regime import Regime

__all__ = ["files_in", "read_regime", "read_text"]

Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
_MOST_VALUES = 100_000  # ten times what the longest text of law has
# The parser in C is some ten times quicker; where it is missing the other will do.
_Quickest: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Quickest):  # type: ignore[misc]  # the base is chosen at run time
    """A safe loader that leaves days as text, so that a bad one has a line.

    The words on, off, yes and no stay words too: ``on`` is the key of a day.
    """

    yaml_implicit_resolvers: ClassVar = {
        first: [
            (tag, form)
            for tag, form in pairs
            if not tag.endswith(":timestamp")
            and (first in "tTfF" or not tag.endswith(":bool"))
        ]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _SourceForm(LawForm):
    publisher: str
    url: str = ""


class _RegimeForm(LawForm):
    id: str
    name: str
    target: Iso3
    bodies: tuple[Body, ...] = Field(min_length=1)
    sources: dict[str, _SourceForm]


def read_regime(folder: Path | Traversable) -> Regime:
    """Return the regime that a folder of law files encodes.

    Parameters
    ----------
    folder : Path or Traversable
        Folder with ``regime.yaml`` and ``instruments/*.yaml``.

    Raises
    ------
    InvalidLawError
        If any file is missing, is not YAML, breaks a rule of form, or points at
        something that does not exist; the message lists every problem with file
        and line.

    """
    head = _read(folder.joinpath("regime.yaml"), "regime.yaml", _RegimeForm)
    listing = folder.joinpath("instruments")
    read = [
        _read(path, f"instruments/{path.name}", Instrument)
        for path in files_in(listing)
        if path.name.endswith(".yaml")
    ]
    problems = [problem for file in (head, *read) for problem in file.problems]
    if not read:
        place, remedy = str(listing), "add one YAML file per instrument"
        problems.append(Problem(place, "found no instrument files", remedy))
    problems += dangling(head.text, [file.text for file in read])
    form = head.form
    instruments = [file.form for file in read if isinstance(file.form, Instrument)]
    if not problems and not any(i.is_law and i.measures for i in instruments):
        place, remedy = str(listing), "add one to a text that was adopted"
        problems.append(Problem(place, "found no measure that is law", remedy))
    if problems or not isinstance(form, _RegimeForm):
        raise InvalidLawError(describe(f"The law in {folder} cannot be used", problems))
    digest = hashlib.sha256(b"".join(file.raw for file in (head, *read)))
    return Regime(
        id=form.id,
        name=form.name,
        target=form.target,
        bodies={body.id: body for body in form.bodies},
        sources={k: Source(k, s.publisher, s.url) for k, s in form.sources.items()},
        instruments=tuple(sorted(instruments, key=lambda i: (i.adopted_on, i.id))),
        digest=digest.hexdigest(),
    )


def files_in(folder: Path | Traversable) -> list[Path | Traversable]:
    """Return what is in a folder, by name; nothing where there is none."""
    found = list(folder.iterdir()) if folder.is_dir() else []
    return sorted(found, key=lambda path: path.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LawFile:
    """One file: its bytes, its text as data, its form if it has one, its problems."""

    raw: bytes
    text: LawText
    form: LawForm | None = None
    problems: tuple[Problem, ...] = ()


def _read(path: Path | Traversable, name: str, form: type[LawForm]) -> _LawFile:
    raw, data, problem = read_text(path, name)
    if problem is not None:
        return _LawFile(raw=raw, text=data, problems=(problem,))
    stamped = name.encode() + b"\0" + raw
    try:
        return _LawFile(raw=stamped, text=data, form=form.model_validate(data.content))
    except ValidationError as error:
        told = tuple(form_problems(data, error))
        return _LawFile(raw=stamped, text=data, problems=told)


def read_text(
    path: Path | Traversable, name: str
) -> tuple[bytes, LawText, Problem | None]:
    """Return the bytes of a file, its text as data, and why it is none, if so.

    Parameters
    ----------
    path : Path or Traversable
        The file.
    name : str
        Its path inside the folder of the regime, for messages.

    """
    raw = b""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - safe loaders only
        unfolded = _unfolded(content, {})
    except FileNotFoundError:
        problem = Problem(str(path), "file is missing", "create it")
    except UnicodeDecodeError as error:
        finding = f"byte {error.start} is not UTF-8"
        problem = Problem(name, finding, "save the file as UTF-8 text")
    except RecursionError:
        problem = Problem(name, "nested too deeply to be law", "mend the brackets")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        finding = f"not YAML: {getattr(error, 'problem', None) or error}"
        problem = Problem(f"{name}{line}", finding, "mend the syntax")
    else:
        if unfolded <= _MOST_VALUES:
            return raw, LawText(name, text, content), None
        finding = f"its aliases stand for more than {_MOST_VALUES:,} values"
        problem = Problem(name, finding, "write out what is meant")
    return raw, LawText(name, "", None), problem


def _unfolded(content: object, known: dict[int, float]) -> float:
    """Return how many values stand in a file when each alias is written out.

    Infinitely many where a value holds itself. Each is counted once, however often it
    is named: a few lines can stand for more than any memory holds.
    """
    if not isinstance(content, dict | list):
        return 1
    if id(content) not in known:
        known[id(content)] = float("inf")  # as long as it is being counted
        parts = content.values() if isinstance(content, dict) else content
        known[id(content)] = 1 + sum(_unfolded(part, known) for part in parts)
    return known[id(content)]
