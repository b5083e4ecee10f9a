"""Journals and carriers."""

import logging

from neighbourhood.foundation.storing import codes
from neighbourhood.residents.models.residents import Resident
from tests.verification.reading import choose, text
from verification.gateways import Desk, Screen
from verification.models.claims import AddressClaim
from verification.models.letters import LetterCode

STREET = "Rue des Tanneurs"

WRONG = "00000-00000"


def test_no_journal_holds_the_code_the_name_or_the_address(
    town, hall, nora, newcomer, code_of, caplog
):
    with caplog.at_level(logging.DEBUG):
        choose(nora, typed="12 rue des Tanneurs")
        nora.post("/mon-adresse/confirmer", data={"method": "letter"})
        code = code_of(newcomer)
        nora.get("/mon-adresse/lettre")
        nora.get("/mon-adresse/lettre.pdf")
        nora.post("/mon-adresse/code", data={"code": WRONG})
        nora.post("/mon-adresse/code", data={"code": code})
    assert caplog.records
    said = caplog.text + str([record.__dict__ for record in caplog.records])
    for secret in (code, codes.spell(code), "Nora", "Tanneurs"):
        assert secret not in said


def test_letters_by_post_take_days_and_letters_on_screen_none(app, reread, newcomer, door, claim):
    claim(newcomer, door)
    [letter] = reread(LetterCode)
    assert (Desk().expected(letter) - letter.created_at).days == 8
    assert Screen().expected(letter) == letter.created_at


def test_claims_of_closed_accounts_are_not_printed(make, hall, newcomer, door, claim):
    claim(newcomer, door)
    with make.writing() as session:
        session.get_one(Resident, newcomer.id).closed_at = newcomer.created_at
        assert session.query(AddressClaim).count() == 1
    assert "Aucune lettre en attente" in text(hall.get("/accueil/courriers"))
