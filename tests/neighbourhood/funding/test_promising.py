"""Promises kept together: what each is answered, and that no fund promises more than it may."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, func, select

from neighbourhood.foundation.storing.committing import Committer
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding.actions import promising
from neighbourhood.funding.actions.funds import close_fund
from neighbourhood.funding.actions.promising import Ask, promise_all
from neighbourhood.funding.kinds import read_of
from neighbourhood.funding.models.gifts import Fund, Pledge, PledgeStatus
from neighbourhood.funding.queries import pledges
from tests.neighbourhood.funding.figures import let_time_pass
from tests.neighbourhood.funding.statements_sent import announce
from tests.support.making import Make
from tests.support.needs import open_office_in


def asks(office, need, *wanted, read=None):
    with office.app.app_context():
        facts = read or read_of(db.session.get_one(Fund, need.fund_id))
    return [
        Ask(resident_id=donor.id, fund_id=need.fund_id, amount_cents=cents, read=facts)
        for donor, cents in wanted
    ]


def together(office, those):
    with office.at_work():
        return promise_all(those)


def kept(office):
    """What each donor has reserved."""
    with office.app.app_context():
        live = select(Pledge).where(Pledge.status == PledgeStatus.RESERVED).order_by(Pledge.id)
        return [
            (pledges.donor_of(pledge), pledge.amount_cents) for pledge in db.session.scalars(live)
        ]


def test_each_gets_the_part_that_was_asked_for(office, donor, other):
    need = office.open(target_cents=2000)
    keys = together(office, asks(office, need, (donor, 500), (other, 1500)))
    assert kept(office) == [(donor.id, 500), (other.id, 1500)]
    with office.app.app_context():
        assert [pledges.by_key(key).amount_cents for key in keys] == [500, 1500]


def test_the_first_of_two_gets_the_last_euros(office, donor, other):
    need = office.open(target_cents=2000)
    first, second = together(office, asks(office, need, (donor, 1500), (other, 1000)))
    assert first
    assert second is None
    assert kept(office) == [(donor.id, 1500)]


@pytest.mark.parametrize("cents", [99, 1950, 2001])
def test_what_the_rules_refuse_is_declined_and_leaves_an_earlier_try(office, donor, cents):
    need = office.open(target_cents=2000)
    office.promise(donor, need, 700)
    assert together(office, asks(office, need, (donor, cents))) == [None]
    assert kept(office) == [(donor.id, 700)]


def test_whoever_tries_again_gives_up_the_earlier_try(office, donor):
    need = office.open(target_cents=2000)
    office.promise(donor, need, 1500)
    assert None not in together(office, asks(office, need, (donor, 2000)))
    assert kept(office) == [(donor.id, 2000)]


def test_trying_again_gives_up_nothing_of_others_nor_what_is_paid(office, donor, other):
    need = office.open(target_cents=9000)
    paid = office.give(donor, need, 1000)
    beside = office.promise(other, need, 700)
    earlier = office.promise(donor, need, 1500)
    assert None not in together(office, asks(office, need, (donor, 2000)))
    now = [office.pledge_now(each).status for each in (paid, beside, earlier)]
    assert now == [PledgeStatus.SETTLED, PledgeStatus.RESERVED, PledgeStatus.CANCELLED]
    assert kept(office) == [(other.id, 700), (donor.id, 2000)]


def test_all_that_is_kept_for_earlier_tries_makes_room_for_the_next_one(office, donor):
    need = office.open(target_cents=5000)
    first, second = office.promise(donor, need, 1000), office.promise(donor, need, 1500)
    with office.at_work():
        # As two windows leave them, each opened before the other one paid.
        db.session.get_one(Pledge, first.id).status = PledgeStatus.RESERVED
    assert None not in together(office, asks(office, need, (donor, 5000)))
    gone = [office.pledge_now(each).status for each in (first, second)]
    assert gone == [PledgeStatus.CANCELLED] * 2
    assert kept(office) == [(donor.id, 5000)]


def test_what_was_kept_too_long_is_there_for_others_though_nobody_swept_it_up(office, donor, other):
    need = office.open(target_cents=2000)
    late = office.promise(donor, need, 1500)
    let_time_pass(office, late)
    assert None not in together(office, asks(office, need, (other, 2000)))
    assert (other.id, 2000) in kept(office)


def test_what_is_promised_to_other_things_takes_no_room(office, donor, other):
    need, noise = office.open(target_cents=2000), office.open(target_cents=2000)
    office.promise(donor, noise, 2000)
    those = [*asks(office, need, (other, 2000)), *asks(office, noise, (other, 100))]
    kept_key, declined = together(office, those)
    assert (bool(kept_key), declined) == (True, None)


def test_whoever_said_that_a_transfer_is_coming_is_declined_and_keeps_it(office, donor, other):
    need = office.open(target_cents=5000)
    announce(office, donor, need, 1500)
    first, second = together(office, asks(office, need, (donor, 700), (other, 500)))
    assert (first, bool(second)) == (None, True)
    assert kept(office) == [(donor.id, 1500), (other.id, 500)]


def test_of_one_who_asks_twice_at_once_only_the_first_is_kept(office, donor):
    need = office.open(target_cents=2000)
    first, second = together(office, asks(office, need, (donor, 500), (donor, 700)))
    assert first
    assert second is None
    assert kept(office) == [(donor.id, 500)]


def test_somebody_who_read_another_version_is_declined(office, donor, other):
    need = office.open(target_cents=2000)
    ours = asks(office, need, (donor, 500))
    theirs = asks(office, need, (other, 500), read={"title": "Autre chose"})
    first, second = together(office, [*theirs, *ours])
    assert (first, bool(second)) == (None, True)


def test_a_fund_that_has_closed_or_never_was_takes_nothing(office, donor):
    need = office.open(target_cents=2000)
    gone = asks(office, need, (donor, 500))
    with office.at_work():
        close_fund(hold(Fund, need.fund_id))
    nowhere = [Ask(resident_id=donor.id, fund_id=99_999, amount_cents=500, read={})]
    assert together(office, [*gone, *nowhere]) == [None, None]


def test_many_promises_are_a_few_statements(office, make):
    needs = [office.open() for _ in range(3)]
    donors = [make.resident(f"Voisin Numéro {number}", office.quartier) for number in range(5)]
    those = [ask for need in needs for ask in asks(office, need, *((one, 500) for one in donors))]
    said = []
    with office.app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    assert None not in together(office, those)
    assert len([one for one in said if one.startswith(("SELECT", "INSERT", "UPDATE"))]) <= 8


def at_once(app, committer, office, need, donors, cents):
    (read,) = {str(ask.read): ask.read for ask in asks(office, need, (donors[0], cents))}.values()

    def ask(donor):
        wanted = Ask(resident_id=donor.id, fund_id=need.fund_id, amount_cents=cents, read=read)
        with app.app_context():
            return committer.submit_among(promise_all, wanted, order=need.fund_id)

    with ThreadPoolExecutor(len(donors)) as pool:
        return list(pool.map(ask, donors))


def reserved(app):
    with app.app_context():
        live = Pledge.status == PledgeStatus.RESERVED
        return db.session.scalar(select(func.sum(Pledge.amount_cents)).where(live))


@pytest.mark.parametrize("database", ["app", "grown_app"])
def test_of_sixteen_at_once_as_many_are_kept_as_there_is_room_for(database, request):
    app = request.getfixturevalue(database)
    make = Make(app)
    office = open_office_in(app, make)
    donors = [make.resident(f"Voisin Numéro {number}", office.quartier) for number in range(16)]
    need = office.open(target_cents=5000)
    # Two committers, as in two processes of the site.
    halves = [(Committer(), donors[:8]), (Committer(), donors[8:])]
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda half: at_once(app, half[0], office, need, half[1], 500), halves)
        kept_keys = [key for half in answers for key in half if key]
    assert len(kept_keys) == 10
    assert reserved(app) == 5000


def test_without_the_lock_two_sets_promise_more_than_there_is(grown_app, monkeypatch):
    make = Make(grown_app)
    office = open_office_in(grown_app, make)
    donors = [make.resident(name, office.quartier) for name in ("Karima Benali", "Marcel Petit")]
    need = office.open(target_cents=500)
    monkeypatch.setattr(promising, "held", lambda statement, *_of: statement)
    first, second = (asks(office, need, (donor, 500)) for donor in donors)

    seen = promising._room

    def read_then_let_the_other_in(funds):
        room = seen(funds)
        monkeypatch.setattr(promising, "_room", seen)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(together, office, second).result()
        return room

    monkeypatch.setattr(promising, "_room", read_then_let_the_other_in)
    together(office, first)
    assert reserved(grown_app) == 1000, "the race that the lock prevents is real"
