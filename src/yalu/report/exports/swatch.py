"""Swatches: the looks that a legend explains, drawn for pictures without a style sheet.

On a page a style sheet draws them; here they are the same looks as SVG.
"""

from collections.abc import Callable, Mapping

from yalu.report import theme

__all__ = ["HEIGHT", "WIDTH", "swatch"]

WIDTH, HEIGHT = 24, 13
"""Size of a swatch in pixels."""

_MIDDLE = HEIGHT / 2
_LINE = "#7b5aa6"


def swatch(look: str) -> str:
    """Return a look as SVG of `WIDTH` and `HEIGHT`; nothing for one that is not known.

    Examples
    --------
    >>> swatch("enforced")
    '<rect width="24" height="13" fill="#123c69"/>'

    """
    drawn = _LOOKS.get(look)
    return drawn() if drawn else ""


def _area(colour: str, edge: str = "") -> Callable[[], str]:
    if not edge:
        return lambda: f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colour}"/>'
    return lambda: (
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" '
        f'fill="{colour}" stroke="{edge}"/>'
    )


def _stroke(colour: str, width: float, dash: str = "") -> Callable[[], str]:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return lambda: (
        f'<path d="M0 {_MIDDLE}H{WIDTH}" stroke="{colour}" stroke-width="{width}"'
        f'{dashed} fill="none"/>'
    )


def _dot(fill: str, radius: float, edge: str = "none") -> Callable[[], str]:
    return lambda: (
        f'<circle cx="{WIDTH / 2}" cy="{_MIDDLE}" r="{radius}" fill="{fill}" '
        f'stroke="{edge}" stroke-width="1.2"/>'
    )


def _hatched() -> str:
    lines = "".join(f"M{x} {HEIGHT}L{x + HEIGHT} 0" for x in range(-7, WIDTH, 7))
    box = f'<svg width="{WIDTH}" height="{HEIGHT}"><path d="{lines}" '
    return f'{box}stroke="#c9ced6" stroke-width="2"/></svg>'


def _contested() -> str:
    return (
        f"{_area(theme.VERDICT_COLOURS['enforced'])()}"
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 3}" fill="#ffffff" font-size="10" '
        'font-weight="700" text-anchor="middle">?</text>'
    )


def _recorded() -> str:
    return _stroke(theme.MUTED, 1.5)() + _dot(theme.INK, 3)()


def _upright() -> str:
    return f'<path d="M{WIDTH / 2} 0V{HEIGHT}" stroke="{theme.INK}" stroke-width="2"/>'


_LOOKS: Mapping[str, Callable[[], str]] = {
    "enforced": _area(theme.VERDICT_COLOURS["enforced"]),
    "mostly": _area(theme.VERDICT_COLOURS["mostly"]),
    "partly": _area(theme.VERDICT_COLOURS["partly"]),
    "not-enforced": _area(theme.VERDICT_COLOURS["not_enforced"]),
    "contested": _contested,
    "unverifiable": _hatched,
    "recorded": _recorded,
    "expected": _stroke(_LINE, 2, "5 3"),
    "interval-of-90-percent": _area("#e4dcef"),
    "looked-at-in-part": _area("#f1f3f5", "#e3e6ea"),
    "not-looked-at": _area("#dfe3e8"),
    "every-second-era": _area("#faf3e3", "#eee0bd"),
    "brings-about": _area("#7b5aa6"),
    "holds-back": _area("#b26f00"),
    "not-told-from-nothing": _area("#f1f3f5", "#e3e6ea"),
    "foreseen": _dot(_LINE, 4),
    "range-of-90-percent": _stroke("#cfc3e2", 6),
    "rate-of-all-history": _upright,
    "full-enforcement": _stroke("#b39bd3", 7),
    "any-enforcement": _area("#e4dcef"),
    "recorded-inside": _dot(theme.INK, 4),
    "recorded-outside": _dot(theme.PAPER, 3.5, theme.INK),
    "with-the-scenario": _stroke(_LINE, 2),
    "its-middle-90-percent": _area("#dcd3ea"),
    "baseline": _stroke(theme.INK, 2, "5 3"),
    "middle-90-percent": _area("#dfe2e7"),
}
