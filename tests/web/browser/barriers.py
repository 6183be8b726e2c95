"""Barriers: what keeps somebody from reading or using a page, found by axe-core."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

__all__ = ["barriers"]

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """
async (rules) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: rules }, resultTypes: ["violations"],
  });
  return found.violations.flatMap((one) => one.nodes.map(
    (node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`
  ));
}
"""


def barriers(page: Page) -> list[str]:
    """Return each breach of WCAG 2.2, A and AA, on a page as it stands."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())  # past the policy of the page, as only a test may
    found: list[str] = page.evaluate(_RUN, _RULES)
    return found


@cache
def _axe() -> str:
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
