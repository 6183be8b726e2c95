"""Publications: what is known of each source, and how to cite it."""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu import sources
from yalu.provenance import Evidence, Source

__all__ = ["Publication", "publication_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A source as a reader wants it.

    Attributes
    ----------
    source : Source
        Its identifier, publisher and address.
    published, quotes, kind : str
        When, whom it quotes, and what kind of publication it is; empty where that is
        not held apart from the name of the publisher.
    grades : tuple of Evidence
        How far what is taken from it alone is trusted.

    """

    source: Source
    published: str = ""
    quotes: str = ""
    kind: str = ""
    grades: tuple[Evidence, ...] = ()

    @property
    def citation(self) -> str:
        """How to cite it, in a sentence of a list.

        Examples
        --------
        >>> paper = Source("R1612", "Reuters, 2017-01-26, quoting GACC", "https://r.com")
        >>> Publication(source=paper).citation
        'Reuters, 2017-01-26, quoting GACC. https://r.com'

        """
        return f"{self.source.publisher}. {self.source.url}".strip()


def publication_of(source: Source, grades: Iterable[Evidence] = ()) -> Publication:
    """Return what is known of a source.

    Parameters
    ----------
    source : Source
        Of the law, the data or the events.
    grades : iterable of Evidence
        As said where it is used, in any order.

    Raises
    ------
    IntegrityError
        If the embedded list of sources is not the one that was built and checked.

    """
    listed = sources.load("sources").to_pylist()
    row: dict[str, str] = next((row for row in listed if row["id"] == source.id), {})
    held = set(grades)
    return Publication(
        source=source,
        published=row.get("published") or "",
        quotes=row.get("quotes") or "",
        kind=row.get("kind") or "",
        grades=tuple(grade for grade in Evidence if grade in held),
    )
