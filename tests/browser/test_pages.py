"""Every main page: nothing for axe to say, light enough, usable by keyboard alone."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from tests.support import people, stage
from tests.support.browser import PHONE
from tests.support.scenes import SCREENS
from tests.support.screen import Again, Screen, Send, show

pytestmark = pytest.mark.xdist_group("pages")

FRENCH = [
    screen for screen in SCREENS if screen.locale == "fr-FR" and not isinstance(screen, Again)
]
ACCOUNTS = sorted({screen.account or "" for screen in FRENCH})
# What another language and the dark may change; the rest is the markup of the French pages.
BY_NIGHT = ("color-contrast", "link-in-text-block", "html-has-lang", "label-content-name-mismatch")
# Who sees most kinds of pages; others come for a page or two, in French.
SPEAKERS = ("", "admin", "karima", "mairie", "sophie")


@pytest.fixture
def site(embedded_site):
    """One stack is enough: both show the same pages."""
    return embedded_site


@pytest.fixture(scope="module")
def staged(embedded_site) -> dict[str, str]:
    """What the demonstration does not tell: long names, empty quartiers, links of mails."""
    return stage.place(embedded_site)


@pytest.fixture
def reader(visitor, site, staged):
    """Open a page as an account of the town, or as a visitor who speaks a language."""

    def open_page(account: str, language: str):
        return visitor(locale=language, storage_state=stage.signed_in(site, staged, account))

    return open_page


def speak(page, language: str) -> None:
    """Read the site in another language, from now on and wherever one signs in."""
    show(page, Screen("language", "/moi/confort", steps=(Send({"language": language}),)), {})


def of(account: str) -> list[Screen]:
    return [screen for screen in FRENCH if (screen.account or "") == account]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_axe_finds_nothing_to_say_in_french_on_a_phone(reader, axe, staged, account):
    page = reader(account, "fr-FR")
    page.set_viewport_size(PHONE)
    cookies, found = page.context.cookies(), []
    for screen in of(account):
        # What one page began, such as acting for somebody, does not go on in the next.
        page.context.clear_cookies()
        page.context.add_cookies(cookies)
        assert not show(page, screen, staged)
        found += [f"{screen.name}: {line}" for line in axe(page)]
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            found.append(f"{screen.name} is {wider} px wider than a phone")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("account", SPEAKERS)
def test_axe_finds_nothing_to_say_in_english_in_the_dark(reader, axe, staged, account):
    page = reader(account, "en-GB")
    page.emulate_media(color_scheme="dark")
    found = []
    if account:
        speak(page, "en")
    try:
        # A good share: the templates are those of the French pages, looked at above.
        for screen in [screen for screen in of(account) if not screen.steps][::3]:
            assert not show(page, screen, staged)
            assert page.locator("html").get_attribute("lang") == "en"
            found += [f"{screen.name}: {line}" for line in axe(page, *BY_NIGHT)]
    finally:
        if account:
            speak(page, "fr")
    assert not found, "\n".join(found)


def test_the_first_view_of_the_feed_is_light(visitor):
    page = people.sign_in(visitor(viewport=PHONE), "karima")
    page.close()
    fresh = visitor(viewport=PHONE, storage_state=page.context.storage_state())
    answers, loaded = [], []
    fresh.on("load", lambda: loaded.append(len(answers)))
    fresh.on("requestfinished", lambda request: answers.append(request))  # noqa: PLW0108 - marked
    fresh.goto("/")
    expect(fresh.locator("main article").first).to_be_visible()
    # The browser’s own icon, and what stands beside the feed and comes after it, are no part of it.
    first = [
        request
        for request in answers[: loaded[0]]
        if not any(later in request.url for later in ("favicon", "fragment", "/a-cote", "/bientot"))
    ]
    weights = {request.url: weight(request) for request in first}
    scripts = sum(size for url, size in weights.items() if ".js" in url)
    told = "\n".join(f"{size:7} {url}" for url, size in weights.items())
    assert len(first) <= 6, told
    assert sum(weights.values()) <= 40 * 1024, told
    assert scripts <= 15 * 1024, told


def weight(request) -> int:
    """Return the bytes of an answer as gzip would send them."""
    body = request.response().body()
    ready = request.url.endswith((".woff2", ".webp"))
    return len(body) if ready else len(gzip.compress(body, 6))


def go_on(page, words, where):
    """Reach what says `words` by the keyboard, press it, and be there."""
    tab_to(page, words)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{where}*")  # a form of several pages names its draft there


def test_a_request_is_published_by_keyboard_alone(visitor):
    page = people.sign_in(visitor(), "marcel")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    go_on(page, "Demander", "**/entraide/demander")
    go_on(page, "coup de main", "**/categorie")
    go_on(page, "Bricolage", "**/details")
    tab_to(page, "En une phrase")
    page.keyboard.type("Changer une ampoule, sans souris")
    go_on(page, "Continuer", "**/precisions")
    go_on(page, "Continuer", "**/portee")
    tab_to(page, "")
    page.keyboard.press("ArrowDown")
    go_on(page, "Voir l’aperçu", "**/apercu")
    tab_to(page, "Publier ma demande")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Changer une ampoule, sans souris")


# The focus, what it is called, and whether one sees it.
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const seen = here.closest("label") ?? here;
  const style = getComputedStyle(seen), own = getComputedStyle(here);
  const label = here.labels?.[0]?.innerText ?? "";
  return {
    name: [here.getAttribute("aria-label"), label, here.innerText].join(" "),
    inMain: !!here.closest("main"),
    radio: here.type === "radio",
    // The parts of a date show by themselves which of them has the focus.
    visible: here.type === "date" ||
      [style, own].some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none"),
  };
}"""


def tab_to(page, words, most=60):
    """Press Tab until the focus is on what says `words` (any radio button when empty)."""
    page.wait_for_load_state("networkidle")
    for _step in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or not focus["inMain"]:
            continue
        assert focus["visible"], f"one does not see the focus on {focus['name']!r}"
        name = re.sub(r"\s+", " ", focus["name"])
        if (words and words in name) or (not words and focus["radio"]):
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")
