"""Two neighbours talk, in real browsers, on both stacks."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from neighbourhood.foundation.demo import PASSWORD
from tests.support.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]
BOTH = pytest.mark.on("embedded", "grown")

ABOUT = "Monter un carton de livres au 3ᵉ étage"


def talking(page, account, other):
    """Sign in and open the conversation about the box of books."""
    page.goto("/connexion?next=/messages")
    page.fill("[name=email]", f"{account}@valbourg.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('Se connecter')")
    page.get_by_role("link", name=re.compile(f"{other}.*{ABOUT}", re.DOTALL)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(other)
    return page


def say(page, text):
    page.get_by_role("textbox", name="Votre message").fill(text)
    page.get_by_role("textbox", name="Votre message").press("Enter")


def words():
    """Something nobody has said before: the town is shared by all tests."""
    return f"Bonjour {uuid4().hex[:12]}"


@BOTH
def test_two_neighbours_talk_live(visitor, axe):
    hers = talking(visitor(), "karima", "Marcel")
    his = talking(visitor(viewport=PHONE, dark=True), "marcel", "Karima")
    text = words()
    say(hers, text)
    expect(his.get_by_text(text)).to_be_visible()
    mine = hers.locator(".bubble.mine", has_text=text)
    expect(mine).to_contain_text("lu")
    expect(mine).to_have_count(1)
    phrase = his.locator("[data-phrase]").first
    ready = phrase.inner_text()
    phrase.click()
    his.get_by_role("button", name="Envoyer").click()
    expect(hers.locator(".bubble:not(.mine)").last).to_contain_text(ready)
    assert axe(hers) == []
    assert axe(his) == []


@BOTH
def test_what_is_said_around_a_cut_arrives_once_and_in_order(visitor):
    hers = talking(visitor(), "karima", "Marcel")
    his = talking(visitor(), "marcel", "Karima")
    before, missed, waiting = words(), words(), words()
    say(hers, before)
    expect(his.get_by_text(before)).to_be_visible()
    hers.context.set_offline(True)
    expect(hers.locator("[data-connection]")).to_contain_text("Connexion perdue")
    say(his, missed)
    say(hers, waiting)
    expect(hers.locator(".bubble", has_text=waiting)).to_contain_text("envoi")
    hers.context.set_offline(False)
    expect(his.get_by_text(waiting)).to_be_visible(timeout=20_000)
    expect(hers.get_by_text(missed)).to_be_visible()
    expect(hers.locator(".bubble", has_text=waiting)).not_to_contain_text("envoi")
    for page in (hers, his):
        said = [text.split("\n")[0] for text in page.locator(".bubble").all_inner_texts()]
        heard = [line for text in said for line in (before, missed, waiting) if line in text]
        assert heard == [before, missed, waiting]
    # The browser complains of the network that this test took away.
    visitor.complaints[:] = [said for said in visitor.complaints if "ERR_INTERNET" not in said]


def test_what_was_typed_survives_a_reload(visitor):
    page = talking(visitor(), "karima", "Marcel")
    box = page.get_by_role("textbox", name="Votre message")
    expect(page.locator("[data-phrase]").first).to_be_visible()
    box.fill("Je pensais à")
    page.reload()
    expect(box).to_have_value("Je pensais à")


def test_the_words_of_a_change_one_gave_up_are_never_those_of_a_new_line(visitor):
    page = talking(visitor(), "karima", "Marcel")
    box = page.get_by_role("textbox", name="Votre message")
    expect(page.locator("[data-compose][data-live]")).to_be_visible()
    text = words()
    say(page, text)
    line = page.locator(".bubble.mine[data-id]", has_text=text)
    expect(line).to_be_visible()
    box.fill("Je pensais à")
    change(line)
    expect(box).to_have_value(text)
    box.fill(f"{text} demain")
    for come_back in (page.reload, lambda: (page.goto("/messages"), page.go_back())):
        come_back()
        expect(page.locator("[data-compose][data-live]")).to_be_visible()
        expect(box).to_have_value("Je pensais à")
    change(page.locator(".bubble.mine", has_text=text))
    expect(box).to_have_value(f"{text} demain")
    box.press("Enter")
    expect(page.locator(".bubble.mine", has_text=f"{text} demain")).to_contain_text("modifié")
    expect(box).to_have_value("Je pensais à")
    box.fill("")


def change(line):
    line.locator("summary").click()
    line.get_by_role("link", name="Modifier").click()


def test_without_javascript_the_form_does_it(visitor):
    page = talking(visitor(javascript=False), "karima", "Marcel")
    text = words()
    page.get_by_role("textbox", name="Votre message").fill(f"{text} <b>&amp;")
    page.get_by_role("button", name="Envoyer").click()
    expect(page).to_have_url(re.compile("/messages/[0-9]+#bottom$"))
    expect(page.locator(".bubble.mine", has_text=f"{text} <b>&amp;")).to_be_visible()


def test_signing_out_in_one_tab_hides_what_the_others_show(visitor):
    talk = talking(visitor(), "karima", "Marcel")
    list_of_help, last = talk.context.new_page(), talk.context.new_page()
    list_of_help.goto("/entraide")
    last.goto("/moi")
    last.click("main button:has-text('Se déconnecter')")
    for tab, shown in ((talk, "[data-log]"), (list_of_help, "h1")):
        expect(tab.get_by_text("Cette page est cachée")).to_be_visible()
        expect(tab.locator(shown).first).to_be_hidden()
        expect(tab).to_have_title("Palier")
        link = tab.locator("[data-left] a").get_attribute("href")
        assert link.startswith("/connexion?next=%2F")
    talking(last, "karima", "Marcel")
    expect(talk.locator("[data-log]")).to_be_visible()


def test_who_is_still_signed_in_goes_on_reading(visitor):
    talk = talking(visitor(), "karima", "Marcel")
    other = talk.context.new_page()
    other.goto("/moi")
    with talk.expect_response(lambda answer: answer.url.endswith("/moi")) as asked:
        other.evaluate("new BroadcastChannel('palier').postMessage('')")
    assert asked.value.status == 200
    expect(talk.locator("[data-log]")).to_be_visible()
    expect(talk.locator("[data-left]")).to_have_count(0)
