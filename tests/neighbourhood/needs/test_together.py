"""Many needs approved at once: what is refused of one is refused of each."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs import actions, together
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.policies import MovedOn, NeedsASecondReader
from neighbourhood.needs.queries import locked
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def needs(office, make):
    """Needs at every point, and of every hand: the author, the reader, who lives with them."""
    at_home = make.resident("Nadia Alaoui", office.quartier)
    home = make.address(office.quartier)
    waiting = {name: office.submitted().id for name in ("plain", "touched", "home", "both")}
    with office.at_work():
        reader = db.session.get_one(Resident, office.reader.id)
        mate = db.session.get_one(Resident, at_home.id)
        reader.address_id = mate.address_id = home.id
        for name, hands in {"touched": [reader], "home": [mate], "both": [reader, mate]}.items():
            need = db.session.get_one(Need, waiting[name])
            need.writers.extend(hands)
    withdrawn = office.submitted()
    office.withdraw(withdrawn)
    return {
        **waiting,
        "draft": office.draft().id,
        "withdrawn": withdrawn.id,
        "approved": office.approved().id,
    }


def status(office, need_id):
    with office.app.app_context():
        return db.session.get_one(Need, need_id).status


def refuses(office, need_id):
    """Tell whether the deed of one need refuses it; undo it."""
    with office.app.app_context():
        need = locked(need_id)
        try:
            actions.approve(Actor.of(db.session.get_one(Resident, office.reader.id)), need)
        except (NeedsASecondReader, MovedOn):
            return True
        finally:
            db.session.rollback()
    return False


def test_what_is_refused_of_one_is_refused_of_each(office, needs):
    one_by_one = {name for name, need_id in needs.items() if refuses(office, need_id)}
    assert one_by_one == set(needs) - {"plain"}
    before = {name: status(office, need_id) for name, need_id in needs.items()}
    with office.at_work():
        left = together.approve(
            Actor.of(db.session.get_one(Resident, office.reader.id)),
            office.partner,
            list(needs.values()),
        )
    assert left == {needs[name] for name in one_by_one}
    after = {name: status(office, need_id) for name, need_id in needs.items()}
    assert after == {**before, "plain": NeedStatus.APPROVED}


def test_who_approved_when_is_kept_and_nobody_is_asked_any_more(app, office):
    needs = [office.submitted(), office.submitted()]
    with office.at_work():
        together.approve(Actor.of(office.reader), office.partner, [need.id for need in needs])
    for need in map(office.now, needs):
        assert need.approved_by_id == office.reader.id
        assert need.approved_at is not None
    with app.app_context():
        asked = db.session.query(Notification).filter_by(kind="need-to-approve")
        assert [one.read_at is None for one in asked] == [False, False]


def test_needs_of_another_partner_are_not_touched(office, open_office):
    other = open_office("Une autre association")
    theirs = other.submitted()
    with office.at_work():
        left = together.approve(Actor.of(office.reader), office.partner, [theirs.id])
    assert left == {theirs.id}
    assert other.now(theirs).status is NeedStatus.SUBMITTED


def test_a_thousand_take_as_many_statements_as_one(office, statements):
    counts = []
    for number in (1, 12):
        ids = [office.submitted().id for _ in range(number)]
        statements.clear()
        with office.at_work():
            together.approve(Actor.of(office.reader), office.partner, ids)
        counts.append(len(statements))
    assert counts[0] == counts[1], statements
