"""Two people of a town who pay a partner in their browsers, and the bank between them."""

import re
from xml.etree import ElementTree as ET

from playwright.sync_api import Page, expect

from neighbourhood.foundation.storing.clock import now
from tests.support.people import press


def pay_out(first: Page, second: Page, partner: str) -> None:
    """Pay a partner what is complete: `first` draws up what `second` approves; the bank does it.

    `first` begins at the administration of the site.
    """
    cents = _draw_up(first, partner)
    second.goto(first.url)
    press(second, "Accorder ce versement")
    expect(second.locator("main")).to_contain_text("C’est accordé")
    first.reload()
    first.check("[name=version] >> nth=0")
    press(first, "Faire le fichier")
    _download(first, cents)
    # The day of UTC: it has come wherever the town is.
    first.fill("[name=day]", now().date().isoformat())
    press(first, "Noter qu’il est fait")
    expect(first.locator("main")).to_contain_text("le partenaire a reçu l’argent")


def to_money_of(page: Page, town: str) -> None:
    """Go from the administration of the site to the money of a town."""
    press(page, town)
    page.locator("main").get_by_role("link", name="Argent").first.click()
    expect(page.locator("h1")).to_have_text("Argent")


def _draw_up(page: Page, partner: str) -> int:
    to_money_of(page, "Valbourg")
    page.locator("section[aria-labelledby=partners]").get_by_role("link", name=partner).click()
    said = page.locator("section[aria-labelledby=payable] .lead").inner_text()
    press(page, "Préparer ce versement")
    expect(page.locator("main")).to_contain_text("Une autre personne de la commune doit l’accorder")
    expect(page.get_by_role("button", name="Accorder")).to_have_count(0)
    euros, _comma, cents = re.sub(r"[^\d,]", "", said).partition(",")
    return int(euros) * 100 + int(cents or 0)


def _download(page: Page, cents: int) -> None:
    """Read the file for the bank: it says how much, and nothing of needs."""
    with page.expect_download() as downloading:
        press(page, "Télécharger le fichier")
    order = ET.parse(downloading.value.path()).getroot()
    assert "pain.001.001" in order.tag
    [total] = {each.text for each in order.iter() if each.tag.endswith("}CtrlSum")}
    assert round(float(total or 0) * 100) == cents
    purposes = {each.text or "" for each in order.iter() if each.tag.endswith("}Ustrd")}
    assert all(re.fullmatch(r"Palier.{0,3}versement [\w -]+", each) for each in purposes), purposes
