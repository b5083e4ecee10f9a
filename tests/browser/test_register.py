"""A gift, its receipt, and the register verified by a browser that believes nobody."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.support import people

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]


def test_a_gift_is_verified_against_the_register_and_a_changed_one_is_refused(
    visitor, site, axe, tmp_path
):
    page = people.sign_in(visitor(), "karima", "/solidarite")
    give(page)
    site.python("-m", "flask", "--app", "app", "funding", "link")
    page.goto("/solidarite/mes-dons")
    page.locator("main .rows a[href*='/mes-dons/']").first.click()
    # Every address that this browser asks for from here on: the line must be in none.
    asked = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    people.press(page, "Vérifier")
    said = page.locator("[data-result]")
    expect(said).to_contain_text("Tout est juste")
    assert axe(page) == []
    page.get_by_text("Ma ligne et le registre").click()
    token = page.input_value("textarea")
    assert "#" not in page.url
    assert not [url for url in asked if token in url.partition("#")[0]]

    page.context.set_offline(True)
    page.get_by_role("button", name="Vérifier ma ligne").click()
    expect(said).to_contain_text("Tout est juste")
    page.context.set_offline(False)

    register = [
        json.loads(row) for row in page.request.get("/comptes/lignes.ndjson").text().splitlines()
    ]
    number = int(re.search(r"Votre ligne\s(\d+)", said.inner_text())[1])
    for words, tampered in tampering(register, number):
        file = tmp_path / "registre.ndjson"
        file.write_text("".join(f"{json.dumps(row)}\n" for row in tampered))
        page.set_input_files("#register-file", file)
        page.get_by_role("button", name="Vérifier ma ligne").click()
        expect(said).to_contain_text(words)
    page.fill("textarea", token[:-9])
    page.get_by_role("button", name="Vérifier ma ligne").click()
    expect(said).to_contain_text("n’est pas une ligne entière")


def give(page):
    people.open_need(page)
    page.locator("[name=suggested]").first.click()
    people.pay(page)


def tampering(register, number):
    """Registers that are not the one of the receipt, each with what the page says of it."""
    mine = number - 1
    other = {**register[mine], "digest": "0" * 64}
    yield "cette ligne a été changée", [*register[:mine], other, *register[number:]]
    yield "Il manque la ligne", [*register[: mine - 1], *register[mine:]]
    yield "avant votre don", register[:mine]
    yield "ne se lit pas", [{**row, "digest": "?"} for row in register]
