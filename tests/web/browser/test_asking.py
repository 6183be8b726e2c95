"""Forms and links under a reader's hand: a shipment, sliders, figures, sources."""

from playwright.sync_api import expect

from tests.web.browser.addresses import PAGES
from tests.web.browser.conftest import Opening
from tests.web.browser.small_shelf import FIGURE
from tests.web.browser.watching import Tab

_SHIFTS = """window.shifted = 0; new PerformanceObserver((list) =>
  list.getEntries().forEach((one) => { window.shifted += one.value; })
).observe({ type: "layout-shift", buffered: true });"""


def test_a_shipment_is_checked_with_the_keyboard_alone(tab: Tab) -> None:
    """Goods, two states, a day, Enter: the verdict and its paragraph."""
    page = tab.open("/check")
    page.get_by_label("Goods", exact=True).focus()
    page.keyboard.type("270112")
    page.keyboard.press("Tab")
    page.keyboard.type("PRK")
    page.keyboard.press("Tab")
    page.keyboard.type("CHN")
    page.get_by_label("Day of crossing").fill("2018-03-01")
    page.keyboard.press("Enter")

    expect(page.locator(".verdict")).to_have_text("Prohibited")
    page.locator(".ruling .body a").first.click()
    expect(page.locator("h1")).to_contain_text("coal", ignore_case=True)


def test_a_shipment_that_is_not_understood_keeps_what_was_typed(
    opening: Opening,
) -> None:
    """A mistake costs a correction, not the whole form."""
    tab = opening()
    tab.expected.add(422)
    page = tab.open("/check")
    page.get_by_label("Goods", exact=True).fill("coals")
    page.locator("[name=exporter]").fill("Nowhere")
    page.locator("[name=importer]").fill("CHN")
    page.get_by_role("button", name="Check").click()

    expect(page.get_by_role("alert")).to_contain_text("coals")
    expect(page.get_by_role("alert")).to_contain_text("Nowhere")
    expect(page.locator("[name=exporter]")).to_have_value("Nowhere")


def test_sliders_move_by_key_and_answer_beside_the_baseline(tab: Tab) -> None:
    """Each step of a slider asks anew, and the address keeps where it stands."""
    page = tab.open("/scenarios/own")
    slider = page.get_by_label("China carries out")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("output").first).to_have_text("55 % of the law")
    page.wait_for_url("**china=55**")
    tab.settle()

    expect(page.locator("#china_decides")).not_to_be_checked()
    expect(page.locator("#outcome")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#outcome")).to_contain_text("Baseline")


def test_nothing_moves_while_the_charts_of_sliders_are_drawn(opening: Opening) -> None:
    """Who has begun to read keeps the line; so tall a screen holds all charts."""
    tab = opening(viewport={"width": 1280, "height": 2000})
    tab.page.add_init_script(_SHIFTS)
    page = tab.open("/scenarios/own?china=90")

    assert page.locator(".live svg").count() > 3
    assert page.evaluate("window.shifted") < 0.05


def test_the_settings_of_sliders_can_be_taken_to_the_terminal(tab: Tab) -> None:
    """What was found on the page can be run again without it."""
    page = tab.open("/scenarios/own?china=90&oil=0")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Scenario file").click()

    assert coming.value.suggested_filename == "own-settings.toml"
    assert "embargo" in coming.value.path().read_text(encoding="utf-8")


def test_a_chart_is_drawn_anew_and_answers_the_mouse(tab: Tab) -> None:
    """The policy that forbids running text as code spares the charts."""
    page = tab.open(f"/figures/{FIGURE}")
    plot = page.locator(".plot").first
    expect(plot.locator(".live svg")).to_be_visible()
    mark = plot.locator(".live .mark-rect path").first
    mark.hover()

    expect(page.locator("#vg-tooltip-element")).to_contain_text("coal")


def test_a_chart_stays_a_picture_where_it_cannot_be_drawn(opening: Opening) -> None:
    """What was there at once is not taken away by a script that never came."""
    tab = opening()
    tab.page.route("**/static/drawing*", lambda route: route.abort())
    page = tab.open(f"/figures/{FIGURE}", quiet=False)
    tab.settle()

    expect(page.locator(".plot svg").first).to_be_visible()
    assert len(tab.complaints) == 1  # the script that was kept away
    tab.complaints.clear()


def test_the_numbers_of_a_figure_are_two_clicks_from_their_publication(
    tab: Tab,
) -> None:
    """Whoever doubts a figure reaches what it rests on."""
    page = tab.open("/figures")
    page.locator(f"a[href='/figures/{FIGURE}']").first.click()
    page.locator(".publications a.source").first.click()
    expect(page.locator("h1")).to_be_visible()

    assert "/sources/" in page.url
    expect(page.locator(f"a[href='/figures/{FIGURE}']")).to_be_visible()


def test_the_links_of_all_pages_lead_somewhere(opening: Opening) -> None:
    """A dead end costs trust; of links that are alike, one stands for all."""
    tab = opening(java_script_enabled=False)
    alike: dict[tuple[str, ...], set[str]] = {}
    for address in PAGES.values():
        page = tab.open(address, quiet=False)
        for found in page.eval_on_selector_all(
            "a[href^='/'], link[href^='/']",
            "all => all.map((one) => one.getAttribute('href').split('#')[0])",
        ):
            parts = found.split("?")[0].split("/")
            kind = (*parts[1:-1], found.rpartition(".")[2][:4] if parts[2:] else found)
            alike.setdefault(kind, set()).add(found)
    dead = [
        f"{one}: {answer.status}"
        for links in alike.values()
        for one in sorted(links)[:1]
        for answer in [tab.page.request.get(tab.home + one)]
        if not answer.ok
    ]

    assert len(alike) > 20
    assert not dead
