"""Nobody approves a text in which they wrote, whoever touched it last."""

import re

import pytest
from sqlalchemy import delete

import neighbourhood.needs.queries as needs
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs import actions, revising
from neighbourhood.needs.models import Need, NeedStatus, need_writer
from neighbourhood.needs.policies import MovedOn, NeedsASecondReader
from neighbourhood.needs.versions import RevisionOf, need_revision_writer
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import StaffRole
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.needs import TICKS
from tests.support.news import plain

SAYS = {
    RevisionOf.NEED: {"title": "Une facture de gaz"},
    RevisionOf.PROOF: {"text": "Le radiateur est posé."},
    RevisionOf.THANKS: {"text": "Merci de toute l’équipe."},
}
ANEW = {
    RevisionOf.NEED: {"title": "Deux factures de gaz"},
    RevisionOf.PROOF: {"text": "Deux radiateurs sont posés."},
    RevisionOf.THANKS: {"text": "Merci de nous tous."},
}
STUCK = "tout le monde y a écrit"


@pytest.fixture
def third(make, office):
    """A third colleague who publishes."""
    person = make.resident("Inès Caron", office.quartier)
    with office.at_work():
        staffing.name_staff(
            office.partner, db.session.get_one(Resident, person.id), role=StaffRole.PUBLISH
        )
    return person


@pytest.fixture(params=["need", "need again", "proof", "thanks", "first reading"])
def by_two(request, office, neighbour):
    """A text the author began and the reader touched last, sent to be read: who may approve it."""
    if request.param == "first reading":
        return _first_reading(office)
    need = office.open()
    about = RevisionOf(request.param.removesuffix(" again"))
    if about is not RevisionOf.NEED:
        office.give(neighbour, need, need.target_cents)
    hands = [office.author, office.reader]
    return _anew(office, need, about, hands[::-1] if request.param == "need again" else hands)


def _first_reading(office):
    need = office.draft()
    with office.at_work():
        held = needs.locked(need.id)
        actions.rewrite(Actor.of(office.reader), held, office.told(title="Une facture de gaz"))
        actions.submit(Actor.of(office.reader), held)

    def approve(actor):
        with office.at_work():
            actions.approve(Actor.of(actor), needs.locked(need.id))

    return need, approve


def _anew(office, need, about, hands):
    with office.at_work():
        held = needs.locked(need.id)
        said = needs.said_of(held, about)
        for hand, says in zip(hands, (SAYS, ANEW), strict=True):
            revision = revising.revise(Actor.of(hand), held, about, {**said, **says[about]})
        revising.submit(Actor.of(hands[-1]), held, revision)
        number = revision.id

    def approve(actor):
        with office.at_work():
            held = needs.locked(need.id)
            revising.approve(Actor.of(actor), held, needs.revision_of(held, number))

    return need, approve


def test_of_two_who_wrote_neither_approves(office, by_two, third):
    _need, approve = by_two
    for writer in (office.author, office.reader):
        with pytest.raises(NeedsASecondReader):
            approve(writer)
    approve(third)


def test_saving_a_text_as_it_stood_is_not_writing_in_it(office):
    need = office.draft()
    with office.at_work():
        held = needs.locked(need.id)
        actions.rewrite(Actor.of(office.reader), held, office.told())
        actions.submit(Actor.of(office.reader), held)
        assert held.author_id == office.author.id
        actions.approve(Actor.of(office.reader), held)
    assert office.now(need).status is NeedStatus.APPROVED


def test_two_who_both_wrote_are_told_the_way_out_and_it_leads_out(office, signed_in):
    need = office.open()
    there = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    one, other = signed_in(office.author), signed_in(office.reader)
    told = {"kind": "heating", "title": "Le gaz", "covers": "Le solde.", "amount": "120"}
    page = one.post(f"{there}/corriger", data=told).location
    warned = other.get(f"{there}/corriger").text
    assert "vous ne pourrez plus le relire" in warned
    assert STUCK not in one.get(page).text
    other.post(f"{there}/corriger", data={**told, "title": "Du gaz"})
    one.post(f"{page}/envoyer", data=TICKS)
    for colleague in (one, other):
        assert STUCK in colleague.get(page).text
        assert colleague.post(f"{page}/publier", data=TICKS).status_code == 403
    one.post(f"{page}/abandonner")
    begun_again = other.post(f"{there}/corriger", data=told).location
    other.post(f"{begun_again}/envoyer", data=TICKS)
    assert one.post(f"{begun_again}/publier", data=TICKS).status_code == 303
    assert office.now(need).title == "Le gaz"


def test_what_was_written_before_this_was_kept_has_its_last_writer(office):
    need = office.submitted()
    with office.at_work():
        db.session.execute(delete(need_writer))
        db.session.execute(delete(need_revision_writer))
    with office.at_work(), pytest.raises(NeedsASecondReader):
        actions.approve(Actor.of(office.author), db.session.get_one(Need, need.id))


def _page_of(office, signed_in, reader, need):
    return plain(signed_in(reader).get(f"/partenaires/{office.partner.id}/besoins/{need.id}").text)


def test_whoever_wrote_reads_who_wrote_and_who_can_read_it_now(office, signed_in, third, by_two):
    need, _approve = by_two
    page = _page_of(office, signed_in, office.author, need)
    if "Écrit par : " not in page:
        path = re.search(rf"/partenaires/\d+/besoins/{need.id}/versions/\d+", page)[0]
        page = plain(signed_in(office.author).get(path).text)
    wrote = page.split("Écrit par : ")[1].split(".")[0]
    assert {*wrote.split(", ")} == {office.author.full_name, office.reader.full_name}
    assert f"Peut le relire et le publier : {third.full_name}." in page


def test_what_the_author_did_is_not_called_reading(office, signed_in):
    need = office.draft()
    there = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    signed_in(office.author).post(f"{there}/envoyer", data=TICKS)
    signed_in(office.reader).post(f"{there}/publier", data=TICKS)
    page = _page_of(office, signed_in, office.author, need)
    by_whom = re.findall(r"<bdi>([^<]*)</bdi><small>([^<]*), [^<,]*<", page)
    assert (office.author.full_name, "a écrit, vérifié et envoyé à relire") in by_whom
    assert (office.reader.full_name, "a relu et approuvé") in by_whom


def test_a_colleague_who_sends_what_another_wrote_is_not_said_to_have_written(office, signed_in):
    need = office.draft()
    there = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    signed_in(office.reader).post(f"{there}/envoyer", data=TICKS)
    page = _page_of(office, signed_in, office.author, need)
    assert "a vérifié et envoyé à relire" in page
    assert "a écrit, vérifié" not in page


@pytest.fixture
def move_in(office, make):
    """Have the author and the reader of the office live at one address."""
    door = make.address()

    def move_in():
        with office.at_work():
            for one in (office.author, office.reader):
                db.session.get_one(Resident, one.id).address_id = door.id

    return move_in


def as_now(person):
    return Actor.of(db.session.get_one(Resident, person.id))


def test_whoever_lives_with_the_author_is_no_second_reader(office, move_in, third):
    need = office.submitted()
    move_in()
    with office.at_work(), pytest.raises(NeedsASecondReader):
        actions.approve(as_now(office.reader), needs.locked(need.id))
    with office.at_work(), pytest.raises(MovedOn):
        actions.send_back(as_now(office.reader), needs.locked(need.id), reason="Trop long.")
    with office.at_work():
        held = needs.locked(need.id)
        assert [one.id for one in needs.readers_of(held, held)] == [third.id]
        actions.approve(as_now(third), held)
    assert office.now(need).status is NeedStatus.APPROVED


def test_whoever_lives_with_who_wrote_another_version_does_not_approve_it(office, move_in, third):
    need = office.open()
    number = office.correction(need, title="Le gaz")
    move_in()
    with office.at_work():
        held = needs.locked(need.id)
        revision = needs.revision_of(held, number)
        with pytest.raises(NeedsASecondReader):
            revising.approve(as_now(office.reader), held, revision)
    with office.at_work():
        held = needs.locked(need.id)
        revising.approve(as_now(third), held, needs.revision_of(held, number))
    assert office.now(need).title == "Le gaz"


def test_a_text_that_only_one_of_the_same_home_could_read_says_so(office, move_in, signed_in):
    need = office.submitted()
    move_in()
    for colleague in (office.author, office.reader):
        page = _page_of(office, signed_in, colleague, need)
        assert "habite à la même adresse que quelqu’un qui y a écrit" in page
        assert "Approuver ce besoin" not in page
