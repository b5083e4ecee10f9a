"""Nothing that counts is cut short: facts, hours, badges and what a search field proposes."""

import pytest

from tests.support import people

pytestmark = pytest.mark.xdist_group("pages")

SCREENS = [(320, 640), (390, 844), (820, 1180)]
PAGES = ("/", "/entraide", "/quartiers", "/invitations/1", "/mon-adresse", "/moi")
CUT = """() => {
    const shown = query =>
        [...document.querySelectorAll(query)].filter(one => one.checkVisibility());
    const texts = shown('dd, dt, dd *, .strip small:first-of-type').filter(one => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const frame = one.closest('dl, .card').getBoundingClientRect();
        const said = range.getBoundingClientRect();
        return said.right > frame.right + 1 || said.bottom > frame.bottom + 1
            || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline';
    });
    const badges = shown('.count').filter(one =>
        one.getBoundingClientRect().right > one.closest('a').getBoundingClientRect().right);
    return [...texts, ...badges].map(one => one.innerText);
}"""
PROPOSED = """() => [...document.querySelectorAll('input[placeholder]')]
    .filter(one => one.checkVisibility())
    .filter(one => {
        const style = getComputedStyle(one);
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const around = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
        return pen.measureText(one.placeholder).width > one.clientWidth - around;
    })
    .map(one => one.placeholder)"""
LEAST_GAP = """() => {
    const boxes = [...document.querySelectorAll('.tabs a')].map(link => {
        const range = document.createRange();
        const isWord = node => node.nodeType === Node.TEXT_NODE && node.textContent.trim();
        range.selectNode([...link.childNodes].find(isWord));
        return range.getBoundingClientRect();
    });
    return Math.min(...boxes.slice(1).map((box, at) => box.left - boxes[at].right));
}"""


@pytest.fixture
def site(embedded_site):
    return embedded_site


@pytest.fixture(params=["fr", "en"])
def page(visitor, request):
    page = people.sign_in(visitor(), "karima", "/moi/confort")
    choose(page, request.param)
    yield page
    page.goto("/moi/confort")
    choose(page, "fr")


def choose(page, language):
    page.select_option("[name=language]", language)
    page.locator("main form:has([name=language]) button").first.click()
    page.wait_for_url(lambda url: "/moi/confort" not in url)


@pytest.mark.parametrize("comfort", [False, True], ids=["usual", "comfort"])
def test_what_counts_is_read_whole_on_every_screen(page, comfort):
    cut = []
    for path in PAGES:
        # What is soon stands on the first page of narrow screens, and is fetched for them.
        page.set_viewport_size({"width": SCREENS[0][0], "height": SCREENS[0][1]})
        page.goto(path)
        if path == "/":
            page.locator(".strip li").first.wait_for()
        if comfort:
            page.evaluate("document.documentElement.setAttribute('data-comfort', '')")
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            found = page.evaluate(CUT) + page.evaluate(PROPOSED)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append("wider than the screen")
            cut += [f"{path} at {width}: {words}" for words in found]
    assert not cut, "\n".join(cut)


@pytest.mark.parametrize("comfort", [False, True], ids=["usual", "comfort"])
def test_the_words_of_the_menu_stand_apart(page, comfort):
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/entraide", "/messages", "/solidarite"):
        page.goto(path)
        if comfort:
            page.evaluate("document.documentElement.setAttribute('data-comfort', '')")
        assert page.evaluate(LEAST_GAP) >= 4
