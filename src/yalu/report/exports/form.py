"""Forms: the kinds of files that figures, tables and texts leave Yalu as."""

from collections.abc import Iterable
from enum import StrEnum

from yalu.errors import SchemaError

__all__ = ["Form", "form_named"]


class Form(StrEnum):
    """A kind of file; its name is also the ending of its files."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    JSON = "json"
    SVG = "svg"
    PNG = "png"
    TXT = "txt"
    BIB = "bib"

    @property
    def media_type(self) -> str:
        """What a browser is told that it gets.

        Examples
        --------
        >>> Form.CSV.media_type
        'text/csv; charset=utf-8'

        """
        return _MEDIA[self]


_MEDIA = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.PARQUET: "application/vnd.apache.parquet",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.JSON: "application/json",
    Form.SVG: "image/svg+xml",
    Form.PNG: "image/png",
    Form.TXT: "text/plain; charset=utf-8",
    Form.BIB: "application/x-bibtex; charset=utf-8",
}


def form_named(text: str, among: Iterable[Form], *, place: str) -> Form:
    """Return the form of this name or ending, one of several.

    Parameters
    ----------
    text : str
        Such as ``"csv"`` or ``".CSV"``.
    among : iterable of Form
        The forms that can be had.
    place : str
        Where it was given, for messages.

    Raises
    ------
    SchemaError
        If it is none of them.

    Examples
    --------
    >>> form_named(".PNG", Form, place="--output").value
    'png'

    """
    offered = tuple(among)
    name = text.lower().removeprefix(".")
    if name not in {form.value for form in offered}:
        raise SchemaError(
            f"{place}: found {str(text)!r}; expected {_either(offered)}. Use one of "
            "these."
        )
    return Form(name)


def _either(forms: tuple[Form, ...]) -> str:
    names = [form.value for form in forms]
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
