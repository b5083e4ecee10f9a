"""Pages fit the screens people have: nothing is cut off, no word stands over another."""

import pytest

from tests.support import people

pytestmark = pytest.mark.xdist_group("pages")

SCREENS = [(320, 640), (390, 844), (768, 1024), (820, 1180), (1100, 900), (1280, 900)]
OUTSIDE = """() => [...document.querySelectorAll('main a, main button, nav a')]
    .filter(one => one.checkVisibility() && !one.closest('.strip, .chips, .map-frame, .skip'))
    .filter(one => {
        const { left, right } = one.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
    })
    .map(one => one.innerText)"""
WORDS_THAT_MEET = """() => {
    const boxes = [...document.querySelectorAll('.tabs a')].map(link => {
        const range = document.createRange();
        const isWord = node => node.nodeType === Node.TEXT_NODE && node.textContent.trim();
        range.selectNode([...link.childNodes].find(isWord));
        return range.getBoundingClientRect();
    });
    return boxes.slice(1).filter((box, at) => box.left < boxes[at].right).length;
}"""
NARROWEST_WORDS = "() => document.querySelector('.start p').clientWidth"


@pytest.fixture
def site(embedded_site):
    return embedded_site


@pytest.fixture
def page(visitor):
    return people.sign_in(visitor(), "karima")


@pytest.mark.parametrize("comfort", [False, True], ids=["usual", "comfort"])
def test_everything_one_may_press_is_on_the_screen(page, comfort):
    cut = []
    for path in ("/", "/entraide", "/solidarite", "/moi", "/messages"):
        page.goto(path)
        if comfort:
            page.evaluate("document.documentElement.setAttribute('data-comfort', '')")
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            cut += [f"{path} at {width}: {words}" for words in page.evaluate(OUTSIDE)]
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wider > 0:
                cut.append(f"{path} at {width} is {wider} px wider than the screen")
            if page.locator(".start p").count() and page.evaluate(NARROWEST_WORDS) < 140:
                cut.append(f"{path} at {width}: one word a line")
    assert not cut, "\n".join(cut)


@pytest.mark.parametrize("comfort", [False, True], ids=["usual", "comfort"])
def test_the_five_words_of_the_menu_never_meet(page, comfort):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/messages")
    if comfort:
        page.evaluate("document.documentElement.setAttribute('data-comfort', '')")
    assert page.locator(".tabs a").count() == 5
    assert page.evaluate(WORDS_THAT_MEET) == 0


# By the ink, whatever the letters of the page measure; the border of a quartier counts as free.
MET_ON_THE_MAP = """() => {
    const words = [...document.querySelectorAll('.map text')];
    const boxes = words.map(one => one.getBoundingClientRect());
    return words.flatMap((one, at) => words.slice(0, at)
        .filter((_, other) => boxes[other].left < boxes[at].right
            && boxes[at].left < boxes[other].right
            && boxes[other].top < boxes[at].bottom && boxes[at].top < boxes[other].bottom)
        .map(other => `${other.textContent} and ${one.textContent}`));
}"""
OUTSIDE_THE_FRAME = """() => {
    const frame = document.querySelector('.map-frame').getBoundingClientRect();
    return [...document.querySelectorAll('.map .map-quartier, .map .map-here, .map-cell')]
        .map(one => one.getBoundingClientRect())
        .filter(box => box.left < frame.left || box.right > frame.right
            || box.top < frame.top || box.bottom > frame.bottom).length;
}"""


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_number_of_the_map_meets_another_or_a_name(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/entraide/carte")
    assert page.locator(".map-cell text").count() > 20
    assert page.evaluate(MET_ON_THE_MAP) == []


def test_without_javascript_the_map_shows_the_whole_town_and_can_be_enlarged(visitor):
    page = people.sign_in(visitor(javascript=False), "karima")
    for width in (320, 390, 768):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/entraide/carte")
        assert page.evaluate(OUTSIDE_THE_FRAME) == 0
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("link", name="Agrandir la carte").click()
    assert page.locator(".map").bounding_box()["width"] > 900


@pytest.mark.parametrize("comfort", [False, True], ids=["usual", "comfort"])
def test_no_card_of_what_is_soon_is_wider_than_the_screen(page, comfort):
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/")
        if comfort:
            page.evaluate("document.documentElement.setAttribute('data-comfort', '')")
        page.locator(".strip li").first.wait_for()
        widest = page.evaluate(WIDEST_OF_SOON)
        assert 200 < widest < width - 8


WIDEST_OF_SOON = """() => Math.max(...[...document.querySelectorAll('.strip li, .strip .card')]
    .map(one => one.getBoundingClientRect().width))"""


def test_without_javascript_no_heading_stands_over_nothing(visitor):
    page = people.sign_in(visitor(javascript=False), "karima")
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/", "/quartiers/1", "/mon-adresse"):
        page.goto(path)
        assert page.evaluate(HEADINGS_OVER_NOTHING) == []


# A heading followed by an element of no height, and by nothing else, in its section.
HEADINGS_OVER_NOTHING = """() => [...document.querySelectorAll('main section')]
    .filter(one => one.checkVisibility() && one.querySelector(':scope > h2'))
    .filter(one => ![...one.children].some(child => child.matches(':not(h2)')
        && child.checkVisibility() && child.innerText.trim()))
    .map(one => one.innerText)"""


# How many pixels of a column a finger may press to have the button of a line.
PRESSED = """() => {
    const button = document.querySelector('.line-choices > summary');
    button.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = button.getBoundingClientRect();
    const column = [...Array(120).keys()].map(at => top + height / 2 - 60 + at);
    const hit = at => button.contains(document.elementFromPoint(left + width / 2, at));
    return [column.filter(hit).length, height];
}"""
# How much of what was said shows between the typing box and the tabs, wherever one reads.
SHOWS_BETWEEN = """() => {
    const parts = ['.compose', '.tabs', '[data-log]'];
    const [foot, tabs, log] = parts.map(one => document.querySelector(one));
    let shown = 0;
    for (let at = 0; at < document.documentElement.scrollHeight; at += 30) {
        scrollTo(0, at);
        const to = tabs.getBoundingClientRect().top;
        for (let row = foot.getBoundingClientRect().bottom + 1; row < to; row++)
            shown += log.contains(document.elementFromPoint(60, row));
    }
    return shown;
}"""


@pytest.mark.parametrize("comfort", [False, True], ids=["usual", "comfort"])
def test_a_line_is_pressed_with_a_thumb_and_nothing_shows_under_the_typing_box(page, comfort):
    page.goto("/messages")
    page.get_by_role("link", name="Le jardin de la Fontaine").click()
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 480})
        if comfort:
            page.evaluate("document.documentElement.setAttribute('data-comfort', '')")
        pressed, drawn = page.evaluate(PRESSED)
        assert pressed >= (56 if comfort else 44)
        assert drawn == 32
        assert page.evaluate(SHOWS_BETWEEN) == 0
