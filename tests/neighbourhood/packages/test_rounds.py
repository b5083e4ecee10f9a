"""Gifts to a package come to needs, are recorded, and can be found again."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.policies import AlreadyFunded, TooMuch
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, Urgency
from neighbourhood.packages.actions import allocating


def test_a_gift_comes_to_the_need_that_waits_longest(office, catalogue, donor):
    older, younger = office.open(target_cents=5000), office.open(target_cents=5000)
    package = catalogue.add()
    catalogue.give(donor, package, 6000)
    assert [office.now(need).raised_cents for need in (older, younger)] == [5000, 1000]
    assert office.now(older).status is NeedStatus.FUNDED
    assert catalogue.held_by(package) == 0
    assert catalogue.lines() == [(older.fund_id, 5000), (younger.fund_id, 1000)]


def test_what_is_urgent_comes_before_what_waits(office, catalogue, donor):
    older = office.open(target_cents=5000)
    month = office.open(target_cents=5000, urgency=Urgency.MONTH)
    week = office.open(target_cents=5000, urgency=Urgency.WEEK)
    catalogue.give(donor, catalogue.add(), 11000)
    assert catalogue.lines() == [
        (week.fund_id, 5000),
        (month.fund_id, 5000),
        (older.fund_id, 1000),
    ]


def test_only_needs_of_its_kinds_and_of_its_town_receive(office, open_office, catalogue, donor):
    school = office.open(kind=NeedKind.SCHOOL)
    elsewhere = open_office("Ailleurs").open()
    heating = office.open(target_cents=5000)
    catalogue.give(donor, catalogue.add(), 3000)
    assert office.now(heating).raised_cents == 3000
    assert office.now(school).raised_cents == office.now(elsewhere).raised_cents == 0


def test_a_need_that_moderation_hides_receives_nothing(office, catalogue, donor):
    hidden, shown = office.open(target_cents=5000), office.open(target_cents=5000)
    with office.at_work():
        need = db.session.get_one(Need, hidden.id)
        need.hidden_at = need.published_at
    catalogue.give(donor, catalogue.add(), 3000)
    assert (office.now(hidden).raised_cents, office.now(shown).raised_cents) == (0, 3000)


def test_what_somebody_is_paying_for_is_left_to_them(office, catalogue, donor, other):
    first, second = office.open(target_cents=5000), office.open(target_cents=5000)
    paying = office.promise(other, first, 4000)
    catalogue.give(donor, catalogue.add(), 3000)
    assert (office.now(first).raised_cents, office.now(second).raised_cents) == (1000, 2000)
    office.settle(paying)
    assert office.now(first).status is NeedStatus.FUNDED


def test_nobody_promises_more_than_its_needs_miss(office, catalogue, donor, other):
    need = office.open(target_cents=5000)
    package, wider = catalogue.add(), catalogue.add(kinds=["heating", "food"])
    office.promise(other, need, 1000)
    with pytest.raises(TooMuch):
        catalogue.promise(donor, package, 4001)
    catalogue.promise(donor, package, 4000)
    # What is being paid to one package is promised for the other one too.
    with pytest.raises(AlreadyFunded):
        catalogue.promise(other, wider, 500)


def test_a_package_that_is_offered_no_more_still_gives_what_was_on_its_way(
    office, catalogue, donor
):
    need, package = office.open(target_cents=5000), catalogue.add()
    promise = catalogue.promise(donor, package, 2000)
    with office.at_work():
        db.session.get_one(type(package), package.id).is_offered = False
    office.settle(promise)
    catalogue.hold_rounds()
    assert office.now(need).raised_cents == 2000


def test_what_finds_no_need_waits_for_the_next_one(office, catalogue, donor, other):
    need, package = office.open(target_cents=5000), catalogue.add()
    promise = catalogue.promise(donor, package, 3000)
    office.withdraw(need)
    office.settle(promise)
    assert catalogue.held_by(package) == 3000
    assert catalogue.lines() == []
    following = office.open(target_cents=5000)
    catalogue.hold_rounds()
    assert office.now(following).raised_cents == 3000
    assert catalogue.held_by(package) == 0


def test_a_round_that_is_killed_leaves_nothing_behind(office, catalogue, donor, monkeypatch):
    needs = [office.open(target_cents=5000) for _ in range(2)]
    package = catalogue.add()
    moves = allocating.moving.between
    moved = []

    def dies_at_the_second(*movement):
        moved.append(movement)
        if len(moved) == 2:
            raise RuntimeError("killed")
        moves(*movement)

    monkeypatch.setattr(allocating.moving, "between", dies_at_the_second)
    catalogue.give(donor, package, 7000)  # the gift itself is safe
    assert catalogue.held_by(package) == 7000
    assert catalogue.lines() == []
    monkeypatch.setattr(allocating.moving, "between", moves)
    for _hour in range(2):
        catalogue.hold_rounds()
    assert [office.now(need).raised_cents for need in needs] == [5000, 2000]
    assert catalogue.held_by(package) == 0


def test_no_need_moves_right_after_one_gift_so_that_it_tells_nothing(
    office, catalogue, donor, other
):
    need, package = office.open(target_cents=9000), catalogue.add()
    for person, cents in ((donor, 2000), (other, 1000), (donor, 1000)):
        catalogue.arrive(person, package, cents)
        assert office.now(need).raised_cents == 0
    assert catalogue.held_by(package) == 4000
    catalogue.hold_rounds()
    assert office.now(need).raised_cents == 4000


def test_what_three_people_gave_since_the_last_round_goes_at_once(
    office, catalogue, donor, other, make, move_clock
):
    need, package = office.open(target_cents=9000), catalogue.add()
    catalogue.give(donor, package, 1000)
    move_clock(minutes=1)
    third = make.resident("Awa Diop", office.quartier)
    for person, moved in ((donor, 1000), (other, 1000), (third, 4000)):
        catalogue.arrive(person, package, 1000)
        assert office.now(need).raised_cents == moved


def test_an_operator_holds_a_round_now(office, catalogue, donor, app):
    need, package = office.open(target_cents=9000), catalogue.add()
    catalogue.arrive(donor, package, 1000)
    told = app.test_cli_runner().invoke(args=["funding", "share"])
    assert (told.exit_code, told.stdout) == (0, "1 packages shared.\n")
    assert office.now(need).raised_cents == 1000


def test_the_record_is_never_rewritten(office, catalogue, donor):
    office.open()
    catalogue.give(donor, catalogue.add(), 3000)
    for rewriting in (
        "UPDATE allocation_round SET pool_cents = 1",
        "DELETE FROM allocation_line",
    ):
        with office.app.app_context(), pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(rewriting))


def test_replaying_finds_every_round_again(office, catalogue, donor, app):
    for _ in range(3):
        office.open(target_cents=5000)
    package = catalogue.add()
    catalogue.give(donor, package, 6000)
    catalogue.give(donor, package, 4000)
    told = app.test_cli_runner().invoke(args=["funding", "replay"])
    assert (told.exit_code, told.stdout) == (0, "2 rounds replayed, 0 differences.\n")


def test_replaying_says_which_round_was_not_in_the_published_order(
    office, catalogue, donor, app, monkeypatch
):
    older, younger = office.open(target_cents=5000), office.open(target_cents=5000)
    package = catalogue.add()
    favour = [(younger.fund_id, 3000)]
    monkeypatch.setattr(allocating.ordering, "share", lambda *_seen: favour)
    catalogue.give(donor, package, 3000)
    monkeypatch.undo()
    told = app.test_cli_runner().invoke(args=["funding", "replay"])
    assert told.exit_code == 1
    assert f"the order gives [({older.fund_id}, 3000)]" in told.stderr
    assert "1 rounds replayed, 2 differences." in told.stdout
