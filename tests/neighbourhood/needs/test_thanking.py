"""A word of thanks, read by two, handed once to those who gave; owed by nobody."""

import pytest
from sqlalchemy import select

import neighbourhood.needs.queries as needs
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs import revising
from neighbourhood.needs.policies import MovedOn, NeedsASecondReader, may_thank
from neighbourhood.needs.versions import RevisionOf
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from tests.neighbourhood.funding.visiting import COLETTE, a_link, promise
from tests.neighbourhood.needs.test_revising import told_to
from tests.support.needs import TICKS
from tests.support.news import plain

WORDS = "Merci de toute l’équipe."
TOLD = "gift-thanked"


@pytest.fixture
def met(office, neighbour):
    """A need that one neighbour funded."""
    need = office.open(target_cents=2000)
    office.give(neighbour, need, 2000)
    return office.now(need)


def written(office, need, text=WORDS):
    with office.at_work():
        held = needs.locked(need.id)
        said = revising.revise(Actor.of(office.author), held, RevisionOf.THANKS, {"text": text})
        revising.submit(Actor.of(office.author), held, said)
        return said.id


def send(office, need, number, reader=None):
    with office.at_work():
        held = needs.locked(need.id)
        reader = Actor.of(reader or office.reader)
        revising.approve(reader, held, needs.revision_of(held, number))


def test_thanks_go_from_the_desk_to_the_receipt_by_two_hands(
    app, office, met, neighbour, signed_in
):
    there = f"/partenaires/{office.partner.id}/besoins/{met.id}"
    author, reader = signed_in(office.author), signed_in(office.reader)
    desk = author.get(there).text
    assert f'href="{there}/merci"' in desk
    assert f'href="{there}/preuve"' in desk
    assert "Rien ne vous y oblige" in author.get(f"{there}/merci").text
    page = author.post(f"{there}/merci", data={"text": WORDS}).location
    author.post(f"{page}/envoyer", data=TICKS)
    assert author.post(f"{page}/publier", data=TICKS).status_code == 403
    assert f'href="{there}/preuve"' in author.get(there).text, "the proof is asked for still"
    assert WORDS not in signed_in(neighbour).get(f"/solidarite/{met.id}").text
    assert TOLD not in told_to(app, neighbour)
    assert reader.post(f"{page}/publier", data=TICKS).status_code == 303
    assert told_to(app, neighbour).count(TOLD) == 1
    with app.app_context():
        path = db.session.scalar(select(Notification.path).where(Notification.kind == TOLD))
    receipt = signed_in(neighbour).get(path).text
    assert WORDS in receipt
    assert "Il n’y a rien à répondre" in plain(receipt)


def test_only_those_who_gave_read_it(office, met, make, signed_in):
    send(office, met, written(office, met))
    stranger = signed_in(make.resident("Marcel Petit", office.quartier))
    for path in (f"/solidarite/{met.id}", "/solidarite", "/"):
        assert WORDS not in stranger.get(path).text


def test_a_visitor_is_told_by_mail_and_reads_it_by_their_link(office, visitor, outbox):
    need = office.open(target_cents=2000)
    gift = office.settle(promise(office, need, 2000))
    before = len(outbox())
    send(office, office.now(need), written(office, need))
    mails = [mail for mail in outbox()[before:] if "mot de remerciement vous attend" in plain(mail)]
    assert len(mails) == 1
    with office.at_work():
        token = a_link(COLETTE)
    assert WORDS in visitor.get(f"/donner/mes-dons/{token}/{gift.key}").text


def test_nobody_is_thanked_twice(app, office, met, neighbour, signed_in):
    send(office, met, written(office, met))
    with pytest.raises(MovedOn):
        written(office, met, "Encore merci.")
    there = f"/partenaires/{office.partner.id}/besoins/{met.id}"
    author = signed_in(office.author)
    assert author.get(f"{there}/merci").status_code == 303
    page = author.get(there).text
    assert f"{there}/merci" not in page
    assert WORDS in page
    office.prove(met)
    assert told_to(app, neighbour).count(TOLD) == 1


def test_nobody_approves_the_thanks_they_wrote(office, met):
    number = written(office, met)
    with pytest.raises(NeedsASecondReader):
        send(office, met, number, office.author)


def test_thanks_that_point_at_somebody_are_refused(office, met, signed_in):
    there = f"/partenaires/{office.partner.id}/besoins/{met.id}/merci"
    refused = signed_in(office.author).post(there, data={"text": "Mme Durand est contente."})
    assert refused.status_code == 422
    assert "désignent quelqu’un" in refused.text


def test_thanks_wait_while_the_money_is_missing_again(app, office, met, neighbour):
    number = written(office, met)
    office.correct(met, target_cents=3000)
    with pytest.raises(MovedOn):
        send(office, met, number)
    assert TOLD not in told_to(app, neighbour)
    office.give(neighbour, office.now(met), 1000)
    send(office, met, number)
    assert told_to(app, neighbour).count(TOLD) == 1


def test_a_need_to_which_nobody_gave_has_nobody_to_thank(office, met):
    # As where packages paid all of it: whoever gave to those did not choose this need.
    with office.at_work():
        held = needs.locked(met.id)
        assert may_thank(held)
        held.fund.donors_count = 0
        assert not may_thank(held)
        db.session.rollback()
