"""The ready words fit whose table it is, and where it stands."""

import pytest

from messaging.kinds import Stage
from neighbourhood.invitations import actions
from neighbourhood.invitations.models import Side
from neighbourhood.invitations.subjects import phrases


@pytest.fixture
def karima(table, signed_in):
    return signed_in(table.karima)


@pytest.fixture
def marcel(table, signed_in):
    return signed_in(table.marcel)


def chips(page):
    """Return what stands between the typing box and the talk."""
    return page.partition("data-phrases")[2].partition("<form")[0]


def test_a_guest_reads_other_words_than_the_host(table, karima, marcel):
    seat = table.ask(table.invitation(), table.marcel)
    path = f"/messages/a-propos/seat/{seat.id}"
    host, guest = (chips(one.get(path, follow_redirects=True).text) for one in (karima, marcel))
    assert "Pas cette fois" in host
    assert "Que puis-je apporter" in guest
    for unfit in ("Pas cette fois", "Oui, avec plaisir", "Quand cela"):
        assert unfit not in guest


def test_a_table_looked_for_has_its_guest_as_author(table, karima, marcel):
    seat = table.ask(table.invitation(side=Side.GUEST), table.marcel)
    path = f"/messages/a-propos/seat/{seat.id}"
    guest, host = (chips(one.get(path, follow_redirects=True).text) for one in (karima, marcel))
    assert "Que puis-je apporter" in guest
    assert "que vous ne mangez pas" in host


def test_after_it_was_cancelled_nothing_is_agreed_any_more(table, karima, marcel):
    invitation = table.invitation()
    seat = table.ask(invitation, table.marcel)
    table.act(actions.accept, table.karima, seat)
    table.act(actions.cancel, table.karima, invitation)
    for one in (karima, marcel):
        page = one.get(f"/messages/a-propos/seat/{seat.id}", follow_redirects=True).text
        assert "une autre fois" in chips(page)
        assert "À bientôt" not in chips(page)


@pytest.mark.parametrize("stage", list(Stage))
def test_there_are_words_for_every_stage_and_both_sides(stage):
    for author in (True, False):
        for host in (True, False):
            said = [str(one) for one in phrases(stage, author=author, host=host)]
            assert 2 <= len(said) == len(set(said))
