"""The menu: which pages there are for the regime served, and what each answers."""

from dataclasses import dataclass

__all__ = ["RECORDED", "Entry", "menu_of"]

RECORDED = "dprk"
"""The regime whose record, events, claims and scenarios come with Yalu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page in the menu, and as a card on the first page.

    Attributes
    ----------
    address, words : str
        Where it is, and how the menu calls it.
    question, answer : str
        What the card asks, and what stands there.
    is_recorded : bool
        Whether it tells of what comes with Yalu for one regime alone.

    """

    address: str
    words: str
    question: str
    answer: str
    is_recorded: bool = False


_ENTRIES = (
    Entry(
        address="/law",
        words="Law",
        question="What was the law on a day?",
        answer="Every measure in force, what had just changed, paragraph and source.",
    ),
    Entry(
        address="/check",
        words="Check a shipment",
        question="May this shipment pass?",
        answer="Verdict, basis, steps, doubts, and what would free it.",
    ),
    Entry(
        address="/scorecard",
        words="Scorecard",
        question="Who keeps which measure?",
        answer="State by state and year by year, down to the rows.",
        is_recorded=True,
    ),
    Entry(
        address="/screen",
        words="Screen a file",
        question="What is in my own file?",
        answer="A list of shipments held against the law; it stays on this machine.",
    ),
    Entry(
        address="/scenarios",
        words="What if",
        question="What if?",
        answer="Other law, other enforcement, other choices, beside a baseline.",
        is_recorded=True,
    ),
    Entry(
        address="/forecast",
        words="Forecast",
        question="What comes next?",
        answer="Where the cycle stands, and how earlier forecasts did.",
        is_recorded=True,
    ),
    Entry(
        address="/claims",
        words="Claims",
        question="Is that claim true?",
        answer="What is often said, tested one by one.",
        is_recorded=True,
    ),
    Entry(
        address="/figures",
        words="Figures",
        question="Every figure",
        answer="with its data, its definition and how to cite it.",
    ),
    Entry(
        address="/sources",
        words="Sources",
        question="Every source",
        answer="and what rests on it.",
    ),
)


def menu_of(regime: str) -> tuple[Entry, ...]:
    """Return the pages that a regime has, in the order of the menu.

    Parameters
    ----------
    regime : str
        Its identifier.

    Examples
    --------
    >>> [one.words for one in menu_of("somalia")]
    ['Law', 'Check a shipment', 'Screen a file', 'Figures', 'Sources']

    """
    return tuple(one for one in _ENTRIES if regime == RECORDED or not one.is_recorded)
