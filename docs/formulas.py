"""Formulas: TeX made MathML while the pages are built, which browsers draw themselves.

So no script and no other host is asked for anything. A command that is not known is a
warning, which stops `make docs`.
"""

import re

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

__all__ = ["mathml", "open_formula", "setup"]

_LONG = 50  # signs, from which on a formula within a line may be wider than a phone
_UNKNOWN = re.compile(r"\\[A-Za-z]+")
_MARK = re.compile(r"<[^>]*>")


def mathml(tex: str, *, block: bool) -> str:
    r"""Return a formula as MathML.

    Parameters
    ----------
    tex : str
        The formula as it is typed.
    block : bool
        Whether it stands on lines of its own. ``\\`` parts these and ``&`` aligns them;
        where there are none, what ``\qquad`` parts may stand side by side or not.

    Raises
    ------
    ValueError
        If a command is not known.

    Examples
    --------
    >>> mathml("x_1", block=False).partition('display="inline">')[2]
    '<mrow><msub><mi>x</mi><mn>1</mn></msub></mrow></math>'

    """
    parts = [tex]
    if block:
        split = rf"\begin{{split}}{tex}\end{{split}}"
        parts = [split] if r"\\" in tex else tex.split(r"\qquad")
    kind = "block" if block else "inline"
    found = "".join(convert(part, display=kind) for part in parts)
    if unknown := _UNKNOWN.findall(found):
        raise ValueError(", ".join(unknown))
    return found


def open_formula(self: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula as MathML, or as it was typed where it cannot be read."""
    text, block = node.astext(), isinstance(node, nodes.math_block)
    try:
        drawn = mathml(text, block=block)
    except ValueError as error:
        told = "Formula: found %s; expected commands of TeX that are known. Use others."
        logging.getLogger(__name__).warning(told, error, location=node)
        drawn = f"<code>{self.encode(text)}</code>"
    if block:
        self.body.append(f'<div class="math">{drawn}</div>\n')
    elif len(_MARK.sub("", drawn)) > _LONG:
        self.body.append(f'<span class="long formula">{drawn}</span>')
    else:
        self.body.append(drawn)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Let formulas be written so."""
    app.add_html_math_renderer("mathml", (open_formula, None), (open_formula, None))
    app.add_css_file("formulas.css")
