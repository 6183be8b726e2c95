"""Where things stand on a page: what covers another, is cut off, or is hard to hit."""

from playwright.sync_api import Page

__all__ = ["flaws"]

_LOOK = """() => {
  const chosen = "h1, h2, h3, p, li, label, input, select, button, summary, th, td, " +
    "dt, dd";
  const drawn = "svg, .unseen, thead, [hidden], .live, .plot";
  const flaws = [];
  const words = (one) => (one.name || one.innerText).slice(0, 30);
  const named = (one) => `${one.localName} "${words(one)}"`;
  const seen = [...document.querySelectorAll("main *, .bar *, footer *")].filter(
    (one) => !one.closest(drawn) && one.checkVisibility({ visibilityProperty: true }));

  const boxes = seen.filter((one) => one.matches(chosen) && !one.querySelector(chosen))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 2 && box.height > 2);
  boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 3 && down > 3 && !one.contains(other) && !other.contains(one))
      flaws.push(`${named(one)} on ${named(other)}`);
  }));

  seen.filter((one) => getComputedStyle(one).overflowX !== "visible" &&
    one.scrollWidth > one.clientWidth + 1 && !one.matches(".scroll, pre, input, select")
  ).forEach((one) => flaws.push(`cut off: ${named(one)}`));

  boxes.filter(([one, box]) => one.matches("button, select, input, summary") &&
    !one.closest(".tick, .lever-tick") && Math.min(box.width, box.height) < 24
  ).forEach(([one]) => flaws.push(`hard to hit: ${named(one)}`));
  return flaws;
}"""


def flaws(page: Page) -> list[str]:
    """Return each pair of words or fields of which one covers the other, and so on.

    Handles are hard to hit below 24 pixels (WCAG 2.2, 2.5.8); ticks have their label.
    """
    found: list[str] = page.evaluate(_LOOK)
    return found
