"""What every way home has in common: a code is typed, refused, or opens the door."""

from playwright.sync_api import expect

from tests.support import people

WRONG = "00000-00000"


def type_code(page, code, button="Je suis chez moi"):
    page.fill("[name=code]", code)
    people.press(page, button)


def refused(page, code, words):
    """See why a code is refused, by a summary that has the focus; what was typed is still there."""
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text(words)
    expect(page.locator("[name=code]")).to_have_value(code)


def come_home(page, code):
    """Type the right code, and agree to the charter that is read on the threshold."""
    type_code(page, code)
    expect(page.get_by_text("Bienvenue chez vous")).to_be_visible()
    people.agree(page)


def is_home(page, door):
    page.goto("/mon-adresse")
    expect(page.locator("main")).to_contain_text("Vous faites partie du quartier")
    expect(page.locator("main")).to_contain_text(door)
