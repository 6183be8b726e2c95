"""Sending a file in a real browser: what comes of it, and what it may not do."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.barriers import barriers
from tests.web.browser.conftest import NARROW, Opening
from tests.web.browser.watching import Tab

HEAD = (
    "reporter,partner,direction,period_start,period_end,hs_code,hs_revision,"
    "value_usd,quantity,unit,series,source,evidence"
)
GOOD = "CHN,PRK,import,2018-03-01,2018-04-01,270112,HS2017,1000,10,t,customs,x,reported"
WRONG = "CHN,PRK,import,2018-03-01,2018-04-01,270112,HS2017,-5,10,t,customs,x,reported"
TRAP = '"<img src=x onerror=alert(1)>"'


def sent(page: Page, path: Path) -> None:
    """Send a file with the form and wait for its result."""
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Screen it").click()
    # No further: a page that looks again by itself may be left before all of it came.
    page.wait_for_url(re.compile(r"/screen/\w"), wait_until="commit")
    expect(page.locator("h1")).not_to_contain_text("being screened", timeout=60_000)


@pytest.fixture
def shipments(tmp_path: Path) -> Path:
    """Return a file with a breach, a record that is wrong, and one with a trap."""
    path = tmp_path / "shipments.csv"
    trap = WRONG.replace("import", TRAP)
    path.write_text(f"{HEAD}\n{GOOD}\n{WRONG}\n{trap}\n", encoding="utf-8")
    return path


def test_a_file_is_screened_shown_taken_home_and_removed(
    tab: Tab, shipments: Path
) -> None:
    """The whole way of a monitor: send, read, download, clean up."""
    page = tab.open("/screen")
    sent(page, shipments)
    main = page.locator("main")
    expect(page.locator("h1")).to_contain_text("in apparent breach")
    expect(main).to_contain_text("3 records read, 1 kept and 2 put aside")
    expect(page.get_by_role("region", name="Rows under a ban")).to_contain_text("sure")
    page.get_by_text("with what to do").click()
    expect(main).to_contain_text("onerror=alert(1)")  # as words, not as a picture
    assert not page.locator("main img").count()
    with page.expect_download() as coming:
        page.locator("a[href$='quarantine.csv']").click()
    rows = list(csv.DictReader(Path(coming.value.path()).read_text().splitlines()))
    assert [row["found"] for row in rows] == ["-5", TRAP.strip('"')]
    address = page.url
    page.get_by_role("button", name="Remove the result now").click()
    page.wait_for_url("**/screen")

    tab.expected.add(404)
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("Send the file again")


def test_the_result_has_no_barrier_and_fits_a_phone(
    opening: Opening, shipments: Path
) -> None:
    """What was found is read where it is needed."""
    page = opening(viewport=NARROW).open("/screen")
    sent(page, shipments)
    page.locator("summary").evaluate_all("all => all.forEach((one) => one.click())")

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert not barriers(page)


def test_a_file_that_is_no_table_is_told_so(tab: Tab, tmp_path: Path) -> None:
    """Whoever sends the wrong file learns it at once, in words."""
    path = tmp_path / "letter.csv"
    path.write_text("Dear Sir,\nfind enclosed.\n", encoding="utf-8")
    page = tab.open("/screen")
    sent(page, path)

    expect(page.locator("h1")).to_contain_text("could not be screened")
    expect(page.get_by_role("alert")).to_contain_text("letter.csv")
    assert "yalu-uploads" not in page.content()


def test_without_scripts_a_file_is_screened_too(
    opening: Opening, shipments: Path
) -> None:
    """A page that looks again by itself needs no script."""
    page = opening(java_script_enabled=False).open("/screen", quiet=False)
    sent(page, shipments)

    expect(page.locator("h1")).to_contain_text("in apparent breach")
