"""Fields: what an address takes; nothing else that is sent is lost in silence."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from inspect import signature
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from fastapi import Request, params
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.datastructures import ImmutableMultiDict

__all__ = ["Fields", "fields_of", "require_known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What an address takes.

    Attributes
    ----------
    query, form, body : tuple of str
        Names in the address itself, of a form, and of what is sent as JSON.
    lists : tuple of str
        Those of them that may be given more than once.

    """

    query: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.query, *self.form, *self.body)


def fields_of(route: Callable[..., object], *, path: Container[str] = ()) -> Fields:
    """Return what the function behind an address takes.

    Parameters
    ----------
    route : callable
        Declared with the types by which a request is read.
    path : container of str
        Names that stand in the path.

    Examples
    --------
    >>> def find(kind: str, words: str, most: int = 9) -> str: ...
    >>> fields_of(find, path=["kind"]).query
    ('words', 'most')

    """
    found: dict[str, list[str]] = defaultdict(list)
    hints = get_type_hints(route, include_extras=True)
    for name in signature(route).parameters:
        kind, *told = _parts(hints[name])
        is_ours = kind is Request or any(isinstance(x, params.Depends) for x in told)
        if is_ours or name in path:
            continue
        is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
        own = kind.model_fields if is_model else {}
        names = list(own) if is_model else [name]
        found["lists"] += [n for n in own if get_origin(own[n].annotation) is list]
        if any(isinstance(x, params.Form) for x in told):
            found["form"] += names
        elif is_model and not any(isinstance(x, params.Query) for x in told):
            found["body"] += names
        else:
            found["query"] += names
    return Fields(**{place: tuple(names) for place, names in found.items()})


async def require_known(request: Request) -> None:
    """Refuse what an address does not take, in itself or in a form, or only once.

    Raises
    ------
    RequestValidationError
        If there is any; all of it is listed.

    """
    fields = fields_of(request.scope["endpoint"], path=request.path_params)
    strange = list(_strange("query", request.query_params, fields.query, fields.lists))
    if fields.form:
        form = await request.form()  # read already, and kept
        strange += _strange("body", form, fields.form, fields.lists)
    if strange:
        raise RequestValidationError(strange)


def _strange(
    place: str,
    sent: ImmutableMultiDict[str, Any],
    known: Container[str],
    lists: Container[str],
) -> Iterator[dict[str, Any]]:
    """Yield what is not known, and what is given twice, as the framework has it."""
    for name in sent:
        values = sent.getlist(name)
        told = {"loc": (place, name), "input": values[0]}
        if name not in known:
            yield {**told, "type": "extra_forbidden"}
        elif len(values) > 1 and name not in lists:
            yield {**told, "type": "repeated", "input": values}


def _parts(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any type there is
    return get_args(hint) if get_origin(hint) is Annotated else (hint,)
