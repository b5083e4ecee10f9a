"""Whoever has a table and whoever looks for one each read their own words, on every page."""

import re

import pytest

from neighbourhood.invitations import actions
from neighbourhood.invitations.models import Side
from tests.support.news import news, plain, told

SEARCH = "/invitations/demander"
HOSTS_WORDS = re.compile(r"l’invitation|\bcomplet\b|reste de la place|places? ?:", re.IGNORECASE)


@pytest.fixture
def wish(table):
    """Karima looks for a table for two, and Marcel would welcome her."""
    invitation = table.invitation(side=Side.GUEST, seats=2, title="Noël à deux")
    return invitation, table.ask(invitation, table.marcel, message="Venez !")


def body_of(page: str) -> str:
    return plain(page.partition("<main")[2])


def test_who_looks_for_a_table_is_asked_how_many_they_are_and_is_one_as_a_rule(table, signed_in):
    karima = signed_in(table.karima)
    karima.post(SEARCH, data={"occasion": "christmas"})
    page = karima.get(f"{SEARCH}/details").text
    assert "Vous serez combien ?" in plain(page)
    assert "Combien de places" not in page
    assert "Vous donnerez l’adresse plus tard" not in page
    assert re.search(r'name="seats"[^>]*value="1"|value="1"[^>]*name="seats"', page)


def test_the_card_and_the_page_say_that_a_table_is_looked_for(table, signed_in, wish):
    invitation, _ = wish
    ines = signed_in(table.ines)
    card = ines.get("/entraide?kind=table").text
    assert "Noël à deux" in card
    assert "Noël à deux" not in ines.get("/entraide?kind=invitation").text
    for page in (card, ines.get(invitation.path).text):
        assert "Cherche une table" in page
    assert "Voir la demande" in card
    assert "2 personnes" in plain(card)
    assert not HOSTS_WORDS.search(body_of(ines.get(invitation.path).text))


@pytest.mark.parametrize("reader", ["karima", "marcel"])
def test_no_word_meant_for_hosts_stands_in_the_conversation(table, signed_in, wish, reader):
    invitation, request = wish
    table.act(actions.accept, table.karima, request)
    edited = table.wording(title=invitation.title, seats=3, held_at=invitation.held_at)
    table.act(actions.edit, table.karima, invitation, wording=edited)
    table.act(actions.cancel, table.karima, invitation)
    browser = signed_in(getattr(table, reader))
    page = browser.get(f"/messages/a-propos/seat/{request.id}", follow_redirects=True).text
    assert "demande : personnes : 3 au lieu de 2" in plain(page)
    assert "plus de table" in page
    assert not HOSTS_WORDS.search(body_of(page))


def test_a_host_who_cannot_receive_any_more_is_not_said_not_to_come(table, wish):
    _, request = wish
    table.act(actions.accept, table.karima, request)
    table.act(actions.withdraw, table.marcel, request)
    assert told(table, table.karima, "invitations.left") == 0
    assert len(news(table, table.karima, "invitations.left, looked for")) == 1


def test_who_looked_for_a_table_declines_an_invitation_not_a_request(table, signed_in, wish):
    _, request = wish
    table.act(actions.decline, table.karima, request)
    assert table.fresh(request).answer == "Pas cette fois, mais merci de m’inviter."
