"""From YAML files to a `Regime`, with every problem reported at once.

A regime is a folder: ``regime.yaml`` names the target, the bodies and the sources;
``instruments/*.yaml`` hold one instrument each. Files are data: nothing in them is
executed.
"""

import hashlib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, ClassVar

import yaml
from pydantic import Field, StringConstraints, ValidationError

from yalu.errors import InvalidLawError, Problem, describe
from yalu.goods import Revision, known
from yalu.provenance import Source
from yalu.regime.form import LawForm
from yalu.regime.instrument import Body, Instrument
from yalu.regime.regime import Regime

__all__ = ["read_regime"]

Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
# The parser in C is some ten times quicker; where it is missing the other will do.
_Quickest: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Position = tuple[int | str, ...]


class _Loader(_Quickest):  # type: ignore[misc]  # the base is chosen at run time
    """A safe loader that leaves days as text, so that a bad one has a line."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in pairs if not tag.endswith(":timestamp")]
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
    problems: list[Problem] = []
    digest = hashlib.sha256()
    head = _read_form(folder.joinpath("regime.yaml"), _RegimeForm, digest, problems)
    listing = folder.joinpath("instruments")
    paths = [p for p in _files(listing) if p.name.endswith(".yaml")]
    if not paths:
        place, remedy = str(listing), "add one YAML file per instrument"
        problems.append(Problem(place, "found no instrument files", remedy))
    read = [_read_form(path, Instrument, digest, problems) for path in paths]
    instruments = {
        path.name: form
        for path, form in zip(paths, read, strict=True)
        if isinstance(form, Instrument)
    }
    if isinstance(head, _RegimeForm):
        problems.extend(_dangling(head, instruments))
    if problems or not isinstance(head, _RegimeForm):
        raise InvalidLawError(describe(f"The law in {folder} cannot be used", problems))
    return Regime(
        id=head.id,
        name=head.name,
        target=head.target,
        bodies={body.id: body for body in head.bodies},
        sources={k: Source(k, s.publisher, s.url) for k, s in head.sources.items()},
        instruments=tuple(
            sorted(instruments.values(), key=lambda i: (i.adopted_on, i.id))
        ),
        digest=digest.hexdigest(),
    )


def _files(folder: Path | Traversable) -> list[Path | Traversable]:
    found = list(folder.iterdir()) if folder.is_dir() else []
    return sorted(found, key=lambda path: path.name)


def _read_form(
    path: Path | Traversable,
    form: type[LawForm],
    digest: "hashlib._Hash",
    problems: list[Problem],
) -> LawForm | None:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - safe loaders only
    except FileNotFoundError:
        problems.append(Problem(str(path), "file is missing", "create it"))
        return None
    except UnicodeDecodeError as error:
        finding = f"byte {error.start} is not UTF-8"
        problems.append(Problem(str(path), finding, "save the file as UTF-8 text"))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        finding = f"not YAML: {getattr(error, 'problem', None) or error}"
        problems.append(Problem(f"{path.name}{line}", finding, "mend the syntax"))
        return None
    digest.update(path.name.encode() + b"\0" + raw)
    try:
        return form.model_validate(content)
    except ValidationError as error:
        problems.extend(_form_problems(path.name, text, error))
        return None


def _form_problems(name: str, text: str, error: ValidationError) -> Iterator[Problem]:
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"]) or "the file"
        line = _line(tree, one["loc"])
        found = "" if one["type"] == "missing" else f" (found {one['input']!r:.60})"
        finding = f"{where}: {one['msg']}{found}"
        yield Problem(f"{name}, line {line}", finding, _remedy(one["type"]))


def _line(node: yaml.Node | None, position: _Position) -> int:
    """Return the line of the deepest node on the way to `position`."""
    for part in position:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: value for key, value in node.value}
            child = pairs.get(str(part))
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            child = node.value[part] if part < len(node.value) else None
        if child is None:
            break
        node = child
    return 1 if node is None else node.start_mark.line + 1


def _remedy(kind: str) -> str:
    remedies = {
        "extra_forbidden": "remove the key or correct its spelling",
        "missing": "add the key",
        "enum": "use one of the words listed",
        "string_pattern_mismatch": "write it in the expected form, in quotes",
        "date_from_datetime_parsing": "write the day as YYYY-MM-DD",
    }
    return remedies.get(kind, "correct the value")


def _dangling(
    head: _RegimeForm, instruments: dict[str, Instrument]
) -> Iterator[Problem]:
    """Yield what points at nothing, or is there twice."""
    bodies = {body.id for body in head.bodies}
    instrument_ids = {i.id for i in instruments.values()}
    measure_ids = {m.id for i in instruments.values() for m in i.measures}
    seen: set[str] = set()
    for name, instrument in instruments.items():
        pointed = [
            (f"body {instrument.body}", instrument.body in bodies),
            *((f"source {s}", s in head.sources) for s in instrument.sources),
            *((f"instrument {i}", i in instrument_ids) for i in instrument.implements),
        ]
        for measure in instrument.measures:
            named = {*measure.replaces, *measure.applies_to} - {"*"}
            if measure.differs:
                named.update(measure.differs.implements)
            pointed += [
                *((f"source {s}", s in head.sources) for s in measure.sources),
                *((f"measure {m}", m in measure_ids) for m in sorted(named)),
                *(
                    (f"goods code {code}", _is_code(code, measure.goods.revision))
                    for code in measure.goods.prefixes
                ),
            ]
            if measure.id in seen:
                finding = f"measure {measure.id} is defined a second time"
                yield Problem(name, finding, "give every measure its own identifier")
            seen.add(measure.id)
        for what, exists in pointed:
            if not exists:
                finding = f"{what} is named but not known"
                yield Problem(name, finding, "define it or correct the name")


def _is_code(code: str, revision: str) -> bool:
    if revision not in set(Revision):
        return False
    return code == "*" or known(code, Revision(revision))
