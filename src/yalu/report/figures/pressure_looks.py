"""What the figures of pressure share: legends by room, and ranges in words."""

import altair as alt

__all__ = ["columns", "legend_of", "span_of"]


def columns(narrow: int, wide: int) -> alt.ExprRef:
    """Return one number for a telephone, and another one for wider screens."""
    return alt.ExprRef(f"containerSize()[0] < 500 ? {narrow} : {wide}")


def legend_of() -> alt.Legend:
    """Return a legend that never is wider than its chart, which would shrink."""
    fitting = "containerSize()[0] < 500 ? 1 : containerSize()[0] < 700 ? 2 : 4"
    return alt.Legend(columns=alt.ExprRef(fitting), labelLimit=300, symbolOpacity=1)


def span_of(low: float, high: float) -> str:
    """Return a range of shares in percent, or one share where its ends agree."""
    first, last = f"{low:.1%}", f"{high:.1%}"
    return first if first == last else f"{first[:-1]} to {last}"
