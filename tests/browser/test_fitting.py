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
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        for path in ("/", "/entraide", "/solidarite", "/moi", "/messages"):
            page.goto(path)
            if comfort:
                page.evaluate("document.documentElement.setAttribute('data-comfort', '')")
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
