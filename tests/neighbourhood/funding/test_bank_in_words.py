"""What the desk reads of the bank: gifts told apart, and messages that nobody can read."""

import re

import pytest

from neighbourhood.funding.gateways.saying import say_odd
from tests.neighbourhood.funding.test_desk import DESK, desk, nadege
from tests.neighbourhood.funding.test_views import plain

__all__ = ["desk", "nadege"]


def test_a_bank_that_repeats_itself_is_said_to_bring_nothing_new(office, donor, desk):
    gift = office.give(donor, office.open(), 700)
    for said in ("La banque a parlé.", "rien n’a changé"):
        desk.post(f"{DESK}/banque", data={"key": gift.key, "news": "refunded"})
        assert said in desk.get(DESK).text


@pytest.mark.parametrize("gifts", [0, 1, 2])
@pytest.mark.parametrize(
    "sent", [{"key": "zz", "news": "refunded"}, {"key": "zz", "news": "zz"}, {}]
)
def test_a_gift_that_nobody_knows_is_a_sentence(office, donor, desk, gifts, sent):
    for _each in range(gifts):
        office.give(donor, office.open(), 700)
    answer = desk.post(f"{DESK}/banque", data=sent)
    assert answer.status_code == 422
    assert gifts == 0 or "Choisissez dans la liste" in answer.text


def test_two_gifts_alike_are_told_apart_in_the_list_of_the_bank(office, donor, other, desk):
    need = office.open()
    given = [office.give(each, need, 700) for each in (donor, other)]
    page = desk.get(DESK).text
    lines = [line for line in page.splitlines() if "<option" in line and "7" in line]
    assert all(any(gift.key in line for line in lines) for gift in given)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("message.key: missing", "La banque n’a pas dit de quel don elle parle."),
        ("object.client_reference_id: missing", "La banque n’a pas dit de quel don elle parle."),
        ("message.data: missing", "Il manque une partie de ce message."),
        ("object.amount: not an amount", "Le montant ne se lit pas."),
        ("object.id: not a text of 1 to 200 characters", "contestation ne se lit pas."),
        ("object.status: none of the known words", "une chose que le site ne connaît pas"),
        ("object.currency: no such currency", "dans une monnaie qui n’existe pas"),
        ("currency: not the euro", "Le montant n’est pas en euros."),
        ("message: not JSON", "Ce message ne se lit pas."),
        ("something else", "Ce message ne se lit pas."),
    ],
)
def test_a_message_that_cannot_be_read_is_said_in_words(app, why, said):
    with app.test_request_context():
        words = plain(str(say_odd(why)))
        assert said in words
        assert "«" not in words, "no word of a program"


def test_the_desk_never_shows_where_the_code_stopped(app, office, donor, desk):
    gift = office.give(donor, office.open(), 700)
    desk.post(f"{DESK}/banque", data={"key": gift.key, "news": "nonsense"})
    page = desk.get(DESK).text
    summaries = re.findall(r"<summary>(.*?)</summary>", page, re.DOTALL)
    assert not [one for one in summaries if ": missing" in one]
    assert "de quel don elle parle" in plain(page)
    assert not [one for one in summaries if "key" in one]


def test_a_message_that_cannot_be_read_says_what_to_do(office, donor, desk, outbox):
    gift = office.give(donor, office.open(), 700)
    desk.post(f"{DESK}/banque", data={"key": gift.key, "news": "nonsense"})
    page = plain(desk.get(DESK).text)
    for todo in ("sur le site de la banque", "Comparez", "écrivez à la banque avec le numéro"):
        assert todo in page
    compared = page.split("Les derniers dons payés, pour comparer")[1].split("</details>")[0]
    assert gift.key in compared
    assert "7 €" in compared
    assert donor.full_name not in page
    mail = next(mail for mail in outbox() if "ne sait pas lire" in mail)
    for todo in ("Cherchez-le sur le site", "liste des dons", "numéro du message"):
        assert todo in plain(mail)
