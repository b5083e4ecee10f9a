"""What is published of a need changes in the sight of two, and of everyone who gave."""

import re

import pytest
from sqlalchemy import select

import neighbourhood.needs.queries as needs
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.policies import CeilingTooLow, TooLateForAPrice
from neighbourhood.needs import revising
from neighbourhood.needs.models import NeedStatus
from neighbourhood.needs.policies import MovedOn, NeedsASecondReader
from neighbourhood.needs.versions import NeedCheck
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from tests.support.needs import PROOF, TICKS

WAS, IS = "Une facture de chauffage", "Une facture de gaz"


@pytest.fixture
def desk(office):
    return lambda need: f"/partenaires/{office.partner.id}/besoins/{need.id}"


def seen(page):
    """Return the words of a page as they stand on it, marks and what is only heard taken out."""
    heard = re.sub(r'<span class="visually-hidden">.*?</span>', "", page, flags=re.DOTALL)
    return re.sub(r"</?(del|ins)>", "", heard)


def told_to(app, resident):
    with app.app_context():
        found = select(Notification.kind).where(Notification.resident_id == resident.id)
        return list(db.session.scalars(found.order_by(Notification.id)))


def test_a_correction_waits_for_its_second_reader(office, signed_in, neighbour, desk):
    need = office.open()
    author, reader = signed_in(office.author), signed_in(office.reader)
    told = {"kind": "heating", "title": IS, "covers": "Le solde.", "amount": "120"}
    there = author.post(f"{desk(need)}/corriger", data=told).location
    author.post(f"{there}/envoyer", data=TICKS)
    page = signed_in(neighbour).get(f"/solidarite/{need.id}").text
    assert WAS in page, "what is published stands"
    assert IS not in page
    shown = reader.get(there).text
    assert WAS in shown
    assert IS in shown
    assert author.post(f"{there}/publier", data=TICKS).status_code == 403
    assert reader.post(f"{there}/publier", data=TICKS).status_code == 303
    assert (office.now(need).title, office.now(need).fund.ceiling_cents) == (IS, 12000)


@pytest.mark.parametrize(
    ("page", "field", "first"),
    [
        ("corriger", "covers", "Le solde de novembre."),
        ("preuve", "text", "Le radiateur est posé."),
    ],
)
def test_of_two_colleagues_who_write_at_once_neither_is_lost(
    office, signed_in, neighbour, desk, page, field, first
):
    need = office.open()
    if page == "preuve":
        office.give(neighbour, need, need.target_cents)
    second = "Deux radiateurs, au même moment."
    one, other = signed_in(office.author), signed_in(office.reader)
    there = f"{desk(need)}/{page}"
    told = {"kind": "heating", "title": IS, "amount": "120"} if page == "corriger" else PROOF
    read = re.search(r'name="read" value="([^"]+)"', other.get(there).text)[1]
    assert one.post(there, data={**told, "read": read, field: first}).status_code == 303
    refused = other.post(there, data={**told, "read": read, field: second})
    assert refused.status_code == 409
    assert first in refused.text
    assert second in refused.text
    assert first in other.get(there).text, "what was written first stands"


def test_whoever_gave_or_is_paying_is_told_and_reads_both_versions(
    app, office, make, signed_in, neighbour
):
    need = office.open()
    office.give(neighbour, need, 2000)
    paying = make.resident("Léa Roy", office.quartier)
    office.promise(paying, need, 1000)
    stranger = make.resident("Marcel Petit", office.quartier)
    office.correct(need, title=IS)
    for donor in (neighbour, paying):
        assert told_to(app, donor).count("gift-need-corrected") == 1
    assert told_to(app, stranger) == []
    page = seen(signed_in(neighbour).get(f"/solidarite/{need.id}").text)
    assert page.count(WAS) == 1
    assert IS in page


@pytest.mark.parametrize("cents", [2500, 1000, 2001])
def test_a_price_never_falls_below_what_came_and_what_is_being_paid(office, neighbour, make, cents):
    need = office.open()
    office.give(neighbour, need, 2000)
    office.promise(make.resident("Léa Roy", office.quartier), need, 1000)
    with pytest.raises(CeilingTooLow):
        office.correct(need, target_cents=cents)
    assert office.now(need).target_cents == office.now(need).fund.ceiling_cents == 15000


def test_a_price_that_falls_to_what_came_completes_the_need(app, office, neighbour):
    need = office.open()
    office.give(neighbour, need, 2000)
    need = office.correct(need, target_cents=2000)
    assert (need.status, need.percent) == (NeedStatus.FUNDED, 100)
    assert "gift-need-funded" in told_to(app, neighbour)
    assert "need-to-prove" in told_to(app, office.reader)


def test_a_price_that_rises_asks_neighbours_anew(office, neighbour):
    need = office.open(target_cents=2000)
    office.give(neighbour, need, 2000)
    need = office.correct(need, target_cents=3000)
    assert (need.status, need.missing_cents) == (NeedStatus.OPEN, 1000)
    office.give(neighbour, need, 1000)
    assert office.now(need).status is NeedStatus.FUNDED


def test_what_was_proved_keeps_its_price(office, neighbour):
    need = office.open(target_cents=2000)
    office.give(neighbour, need, 2000)
    office.prove(need)
    with pytest.raises(TooLateForAPrice):
        office.correct(need, target_cents=3000)
    assert office.correct(need, title=IS).title == IS


def test_a_proof_is_corrected_with_both_versions_in_sight(app, office, neighbour, signed_in):
    need = office.open(target_cents=2000)
    office.give(neighbour, need, 2000)
    office.prove(need, "La facture est payée.")
    office.prove(need, "La facture est payée, moins 3 € de frais.")
    page = seen(signed_in(neighbour).get(f"/solidarite/{need.id}").text)
    assert "La facture est payée.</p>" in page
    assert "moins 3 € de frais" in page
    assert told_to(app, neighbour)[-2:] == ["gift-need-proved", "gift-proof-corrected"]
    assert office.now(need).status is NeedStatus.PROVED


def test_nobody_approves_what_they_wrote_themselves(office):
    need = office.open()
    revision_id = office.correction(need, title=IS)
    with office.at_work():
        held = needs.locked(need.id)
        revision = needs.revision_of(held, revision_id)
        with pytest.raises(NeedsASecondReader):
            revising.approve(Actor.of(office.author), held, revision)
    assert office.now(need).title == WAS


def test_a_correction_comes_back_with_a_remark_and_can_be_given_up(office, signed_in, desk):
    need = office.open()
    there = f"{desk(need)}/versions/{office.correction(need, title=IS)}"
    reader, author = signed_in(office.reader), signed_in(office.author)
    assert reader.post(f"{there}/renvoyer", data={"reason": "Le prix ?"}).status_code == 303
    assert "Le prix ?" in author.get(there).text
    assert author.post(f"{there}/abandonner").status_code == 303
    assert author.post(f"{there}/envoyer", data=TICKS).status_code == 409
    assert office.now(need).title == WAS


def test_a_withdrawn_need_has_nothing_left_to_read(office, signed_in, desk):
    need = office.open()
    revision_id = office.correction(need, title=IS)
    office.withdraw(need)
    there = f"{desk(need)}/versions/{revision_id}"
    assert signed_in(office.reader).post(f"{there}/publier", data=TICKS).status_code == 409


def test_one_correction_at_a_time(office):
    need = office.open()
    office.correction(need, title=IS)
    with pytest.raises(MovedOn):
        office.correction(need, title="Encore autrement")


def test_every_question_is_answered_before_a_text_is_sent_or_approved(office, signed_in, desk):
    need = office.draft()
    author, reader = signed_in(office.author), signed_in(office.reader)
    some = {"questions": TICKS["questions"][:5]}
    answer = author.post(f"{desk(need)}/envoyer", data=some)
    assert answer.status_code == 422
    assert "Répondez à chaque question" in answer.text
    assert office.now(need).status is NeedStatus.DRAFT
    author.post(f"{desk(need)}/envoyer", data=TICKS)
    assert reader.post(f"{desk(need)}/publier", data=some).status_code == 422
    reader.post(f"{desk(need)}/publier", data=TICKS)
    with office.app.app_context():
        checks = db.session.scalars(select(NeedCheck).order_by(NeedCheck.id)).all()
    assert [(check.deed, check.reader_id) for check in checks] == [
        ("sent", office.author.id),
        ("approved", office.reader.id),
    ]
    assert {tuple(check.questions) for check in checks} == {tuple(sorted(TICKS["questions"]))}


def test_words_to_weigh_stand_out_for_both_readers(office, signed_in, desk):
    need = office.submitted(covers="Un fauteuil pour une personne sourde, à l’étage.")
    page = signed_in(office.reader).get(desk(need)).text
    assert "<mark>sourde</mark>" in page
    assert "sourde</small>" in page


@pytest.mark.parametrize("page", ["modifier", "corriger"])
def test_of_two_versions_one_reads_what_will_be_sent(office, signed_in, make, desk, page):
    elsewhere = make.quartier("Le Grand Pré", office.partner.municipality)
    need = office.draft() if page == "modifier" else office.open()
    one, other = signed_in(office.author), signed_in(office.reader)
    there = f"{desk(need)}/{page}"
    told = {"kind": "school", "title": WAS, "covers": "Le solde.", "amount": "187,50"}
    told["quartier"] = elsewhere.id
    read = re.search(r'name="read" value="([^"]+)"', other.get(there).text)[1]
    first = {**told, "title": IS, "amount": "120", "kind": "food", "read": read}
    first["quartier"] = office.quartier.id
    assert one.post(there, data=first).status_code == 303
    refused = other.post(there, data={**told, "read": read})
    assert refused.status_code == 409
    shown = re.sub(r"<.*?>|\s", " ", refused.text.replace("\xa0", " ").replace("\u202f", " "))
    shown = " ".join(shown.split())
    for sent in ("187,50 €", "École", *(["Le Grand Pré"] if page == "modifier" else [])):
        assert f"Ce que vous envoyez {sent}" in shown
    assert "120 €" in shown
