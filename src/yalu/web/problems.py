"""Problems: what went wrong with a request, as people and as programs read it.

A program gets a document of type ``application/problem+json`` whose ``problems`` name
the place, what was found, what was expected and what to do, all of them at once.
"""

import re

from pydantic import BaseModel, ConfigDict

__all__ = ["Fault", "Problems", "faults_of"]

_LINE = re.compile(
    r"^(?P<where>[^:]+): (?P<said>.+?)(?:\. (?P<remedy>[^.].*))?$", re.DOTALL
)


class Fault(BaseModel):
    """One thing to mend in a request.

    Attributes
    ----------
    where : str
        Name of the field, column or file.
    found, expected : str
        What stands there, and what should.
    remedy : str
        What to do.

    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    where: str
    found: str
    expected: str
    remedy: str


class Problems(BaseModel):
    """What a program is told of a request that cannot be answered.

    Attributes
    ----------
    title : str
        In a sentence.
    status : int
        Code of the answer.
    detail : str
        All in words.
    problems : list of Fault
        One by one.

    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    status: int
    detail: str
    problems: list[Fault]


def faults_of(message: str) -> list[Fault]:
    """Return the problems that an error message names, part by part.

    Examples
    --------
    >>> fault, = faults_of("on: found 'x'; expected a day. Write 2017-03-01.")
    >>> fault.where, fault.found, fault.expected, fault.remedy
    ('on', "'x'", 'a day', 'Write 2017-03-01.')

    """
    lines = message.splitlines()
    if len(lines) > 1 and lines[0].endswith(":"):
        lines = [line.strip().removeprefix("- ") for line in lines[1:] if line.strip()]
    else:
        lines = [" ".join(lines)]
    return [_fault(line) for line in lines]


def _fault(line: str) -> Fault:
    match = _LINE.match(line)
    if match is None:
        return Fault(where="", found=line, expected="", remedy="")
    said = match["said"].removeprefix("found ")
    found, _, expected = said.partition("; expected ")
    return Fault(
        where=match["where"],
        found=found,
        expected=expected,
        remedy=match["remedy"] or "",
    )
