from datetime import timedelta

import pytest

import neighbourhood.needs.queries as needs
from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import returns
from neighbourhood.needs import actions
from neighbourhood.needs.events import need_changed
from neighbourhood.needs.models import NeedStatus
from neighbourhood.needs.policies import MovedOn, NeedsASecondReader
from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from tests.support.rounds import release


def told_to(app, resident):
    with app.app_context():
        found = db.session.query(Notification).filter_by(resident_id=resident.id)
        return [row.kind for row in found.order_by(Notification.id)]


def test_a_need_goes_from_draft_to_the_feed_through_two_people(app, office):
    need = office.open()
    assert (need.status, need.approved_by_id) == (NeedStatus.OPEN, office.reader.id)
    assert need.published_at is not None
    assert told_to(app, office.reader) == ["need-to-approve"]
    assert told_to(app, office.author) == ["need-approved"]


def test_the_author_does_not_approve(office):
    need = office.submitted()
    with pytest.raises(NeedsASecondReader), office.at_work():
        actions.approve(Actor.of(office.author), needs.locked(need.id))
    assert office.now(need).status is NeedStatus.SUBMITTED


def test_whoever_rewrites_becomes_the_author(office):
    need = office.draft()
    with office.at_work():
        actions.rewrite(
            Actor.of(office.reader), needs.locked(need.id), office.told(title="Autrement dit")
        )
    with office.at_work():
        actions.submit(Actor.of(office.author), needs.locked(need.id))
    with pytest.raises(NeedsASecondReader), office.at_work():
        actions.approve(Actor.of(office.reader), needs.locked(need.id))
    assert office.now(need).author_id == office.reader.id


def test_a_need_comes_back_with_a_remark_and_leaves_again(app, office):
    need = office.submitted()
    with office.at_work():
        actions.send_back(
            Actor.of(office.reader), needs.locked(need.id), reason="Le montant est-il juste ?"
        )
    assert office.now(need).status is NeedStatus.RETURNED
    assert told_to(app, office.author) == ["need-returned"]
    with office.at_work():
        actions.submit(Actor.of(office.author), needs.locked(need.id))
    assert office.now(need).status is NeedStatus.SUBMITTED


def test_the_author_does_not_send_their_own_need_back(office):
    need = office.submitted()
    with pytest.raises(MovedOn), office.at_work():
        actions.send_back(Actor.of(office.author), needs.locked(need.id), reason="Hum")


def test_strangers_and_other_partners_touch_nothing(office, open_office, make):
    other = open_office("Une autre association")
    need = office.draft()
    for stranger in (make.resident("Marcel Petit", office.quartier), other.author):
        with pytest.raises(Forbidden), office.at_work():
            actions.submit(Actor.of(stranger), needs.locked(need.id))
        with pytest.raises(Forbidden), office.at_work():
            actions.write(Actor.of(stranger), office.partner, office.told())


def test_a_partner_writes_for_its_own_town_only(office, open_office):
    elsewhere = open_office("Une association d’ailleurs").quartier
    with pytest.raises(Forbidden):
        office.draft(quartier=elsewhere)


def test_what_is_published_cannot_be_rewritten(office):
    need = office.open()
    with pytest.raises(MovedOn), office.at_work():
        actions.rewrite(
            Actor.of(office.author), needs.locked(need.id), office.told(target_cents=99)
        )


def test_a_need_is_not_approved_twice(office):
    need = office.open()
    with pytest.raises(MovedOn), office.at_work():
        actions.approve(Actor.of(office.reader), needs.locked(need.id))


def test_nothing_is_proved_before_it_is_funded(office):
    need = office.open()
    with pytest.raises(MovedOn):
        office.prove(need)


def test_a_withdrawn_need_is_announced(office):
    need = office.open()
    heard = []
    with need_changed.connected_to(lambda changed: heard.append(changed.status)):
        office.withdraw(need)
    assert heard == [NeedStatus.WITHDRAWN]


@pytest.fixture
def neighbour(make, office):
    return make.resident("Karima Benali", office.quartier)


def test_a_gift_that_goes_back_opens_the_need_again(app, office, neighbour):
    need = office.open(target_cents=2000)
    gift = office.give(neighbour, need, 2000)
    assert office.now(need).status is NeedStatus.FUNDED
    heard = []
    with (
        need_changed.connected_to(lambda changed: heard.append(changed.raised_cents)),
        office.at_work(),
    ):
        returns.return_gift(gift.key)
    need = office.now(need)
    assert (need.status, need.raised_cents, need.funded_at) == (NeedStatus.OPEN, 0, None)
    assert set(heard) == {0}, "its card is written anew"
    office.give(neighbour, need, 2000)
    assert office.now(need).status is NeedStatus.FUNDED
    assert told_to(app, office.reader).count("need-to-prove") == 2


def test_a_gift_that_goes_back_leaves_what_was_proved(office, neighbour):
    need = office.open(target_cents=2000)
    gift = office.give(neighbour, need, 2000)
    office.prove(need)
    with office.at_work():
        returns.return_gift(gift.key)
    assert office.now(need).status is NeedStatus.PROVED
    with pytest.raises(Forbidden):
        office.promise(neighbour, need, 500)


def test_a_need_published_while_somebody_waited_for_it_is_read_anew(office, monkeypatch):
    need = office.submitted()
    held = needs.hold

    def others_were_faster(model, row_id):
        actions.approve(Actor.of(office.reader), held(model, row_id))
        town = office.partner.municipality_id
        release(db.session.get_one(Municipality, town), now() + timedelta(days=15), now())
        return held(model, row_id)

    monkeypatch.setattr(needs, "hold", others_were_faster)
    with pytest.raises(MovedOn), office.at_work():
        needs.locked(need.id)


def still_to_read(app, resident):
    with app.app_context():
        found = db.session.query(Notification).filter_by(resident_id=resident.id, read_at=None)
        return [row.kind for row in found.order_by(Notification.id)]


def test_what_was_read_by_a_colleague_waits_for_nobody_any_more(app, office):
    office.open()
    assert still_to_read(app, office.reader) == []


def test_whoever_wrote_a_need_hears_that_a_colleague_took_it_back(app, office):
    need = office.open()
    with office.at_work():
        actions.withdraw(Actor.of(office.reader), needs.locked(need.id))
    assert told_to(app, office.author)[-1] == "need-withdrawn"
    assert told_to(app, office.reader) == ["need-to-approve"]
