"""From YAML files to claims, with every problem reported at once.

A file holds the claims of one article: ``article`` is its year, ``no_witness`` the
sources that cannot confirm it, ``authorities`` those that are an authority's own,
``claims`` the list. Nothing in it is executed.
"""

import inspect
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from yalu.claims.claim import Claim, Condition, Operator, Rule, Value, Verdict
from yalu.claims.queries import QUERIES
from yalu.errors import Problem, SchemaError, UnknownCodeError, describe

__all__ = ["Book", "read"]


_Plain: type = yaml.SafeLoader


class _Loader(_Plain):  # type: ignore[misc]  # the types of yaml forbid an override
    """A safe loader to which only true and false are truths, so that `on` is a word."""

    yaml_implicit_resolvers: ClassVar = {
        first: [
            (tag, form)
            for tag, form in pairs
            if not tag.endswith(":bool") or first in "tTfF"
        ]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _RuleForm(_Form):
    verdict: Verdict
    when: dict[str, dict[Operator, bool | int | float | str]]
    note: str = ""


class _ClaimForm(_Form):
    id: str
    paragraph: str
    statement: str
    query: str = ""
    ask: dict[str, Any] = {}
    figure: str = ""
    verdicts: tuple[_RuleForm, ...] = ()
    otherwise: str = ""
    note: str = ""
    waits_for: str = ""


class _FileForm(_Form):
    article: int
    no_witness: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    claims: tuple[_ClaimForm, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The claims to be checked.

    Attributes
    ----------
    claims : tuple of Claim
        In the order of the articles and of their identifiers.
    no_witness : frozenset of str
        Sources that do not count as independent.
    authorities : frozenset of str
        Sources that are an authority's own page or record; only what one of them
        tells is official.

    """

    claims: tuple[Claim, ...]
    no_witness: frozenset[str]
    authorities: frozenset[str] = frozenset()

    def require(self, id: str) -> None:  # noqa: A002 - the field is called id
        """Refuse what names no claim.

        Raises
        ------
        UnknownCodeError
            If there is no such claim.

        """
        names = [claim.id for claim in self.claims]
        if id not in names:
            msg = (
                f"claim: found {id!r}; the ledger has {', '.join(names)}. Use one of "
                "these."
            )
            raise UnknownCodeError(msg)


def read(folder: Path | Traversable | None = None) -> Book:
    """Return the claims of a folder of YAML files; those that ship by default.

    Raises
    ------
    SchemaError
        If a file or a claim breaks the form; all problems are listed.

    Examples
    --------
    >>> "C02" in {claim.id for claim in read().claims}
    True

    """
    held = files("yalu.claims").joinpath("data") if folder is None else folder
    problems: list[Problem] = []
    forms = list(_forms(held, problems))
    claims = [_claim(form, one) for form in forms for one in form.claims]
    problems.extend(_problems(claims))
    if not forms and not problems:
        finding = "found no claims; expected files that end in .yaml"
        problems.append(Problem(str(held), finding, "add one file for each article"))
    if problems:
        raise SchemaError(describe("The claims cannot be used", problems))
    return Book(
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
        no_witness=frozenset(name for form in forms for name in form.no_witness),
        authorities=frozenset(name for form in forms for name in form.authorities),
    )


def _forms(folder: Path | Traversable, problems: list[Problem]) -> Iterator[_FileForm]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".yaml"):
            continue
        try:
            text = path.read_text(encoding="utf-8")
            content = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
            yield _FileForm.model_validate(content)
        except UnicodeDecodeError as error:
            finding = f"byte {error.start} is not UTF-8"
            problems.append(Problem(path.name, finding, "save it as UTF-8 text"))
        except yaml.YAMLError as error:
            finding = f"not YAML: {getattr(error, 'problem', None) or error}"
            problems.append(Problem(path.name, finding, "mend the syntax"))
        except ValidationError as error:
            for one in error.errors():
                where = ".".join(str(part) for part in one["loc"])
                finding = f"{where}: {one['msg']}"
                problems.append(Problem(path.name, finding, "correct this key"))


def _claim(form: _FileForm, one: _ClaimForm) -> Claim:
    return Claim(
        id=one.id,
        article=form.article,
        paragraph=one.paragraph,
        statement=one.statement.strip(),
        query=one.query,
        parameters=one.ask,
        figure=one.figure.strip(),
        rules=tuple(
            Rule(
                verdict=rule.verdict,
                when=tuple(_conditions(rule.when)),
                note=rule.note.strip(),
            )
            for rule in one.verdicts
        ),
        otherwise=one.otherwise.strip(),
        note=one.note.strip(),
        waits_for=one.waits_for,
    )


def _conditions(
    when: Mapping[str, Mapping[Operator, Value]],
) -> Iterator[Condition]:
    for value, tests in when.items():
        for operator, threshold in tests.items():
            yield Condition(value, operator, threshold)


def _problems(claims: list[Claim]) -> Iterator[Problem]:
    for name, times in Counter(claim.id for claim in claims).items():
        if times > 1:
            finding = f"the identifier stands {times} times"
            yield Problem(f"claim {name}", finding, "give each claim its own")
    for claim in claims:
        for finding, remedy in _faults(claim):
            yield Problem(f"claim {claim.id}", finding, remedy)


def _faults(claim: Claim) -> Iterator[tuple[str, str]]:
    if not claim.testable:
        if not claim.waits_for:
            yield "has neither query nor waits_for", "say how it is tested"
        if claim.rules:
            yield "has verdicts but no query", "name the query"
        return
    if any(rule.verdict is Verdict.NOT_YET_TESTABLE for rule in claim.rules):
        yield "a rule says not yet testable", "leave out the query instead"
    if not claim.rules:
        yield "has no verdicts, so nothing could make it hold", "add a rule"
    if not claim.figure:
        yield "tells no figure", "name the values in braces"
    if claim.query not in QUERIES:
        known = ", ".join(sorted(QUERIES))
        yield f"query is {claim.query!r}; expected one of {known}", "use one of these"
        return
    try:
        inspect.signature(QUERIES[claim.query]).bind(None, **claim.parameters)
    except TypeError as error:
        yield f"query {claim.query}: {error}", "mend what is asked"
