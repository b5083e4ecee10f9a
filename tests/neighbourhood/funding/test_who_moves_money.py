"""Who may move the money of a town, for every mixture of who they are: no database, no page."""

from itertools import product
from types import SimpleNamespace as Like

import pytest

from neighbourhood.funding import treasury
from neighbourhood.partners.models import StaffRole

TOWN, PARTNER, BEGAN = 31, Like(name="Centre social"), 7


@pytest.fixture
def knows(monkeypatch):
    """Say what is known of an actor; whoever asks about something else is told no."""

    def known(*, oneself=True, everywhere=False, town=False, pays=False, at_home=False):
        actor = Like(is_oneself=oneself, resident=Like(is_administrator=everywhere))

        def works_for_town(resident, town_id, role):
            return (resident, town_id, role) == (
                actor.resident,
                TOWN,
                StaffRole.ADMINISTER,
            ) and town

        def has_role(resident, partner, role):
            return (resident, partner, role) == (
                actor.resident,
                PARTNER,
                StaffRole.PAY_OUT,
            ) and pays

        def is_of_one_home(resident, others):
            return (resident, others) == (actor.resident, {BEGAN}) and at_home

        monkeypatch.setattr(treasury, "works_for_town", works_for_town)
        monkeypatch.setattr(treasury, "has_role", has_role)
        monkeypatch.setattr(treasury, "is_of_one_home", is_of_one_home)
        return actor

    return known


@pytest.mark.parametrize(
    ("oneself", "everywhere", "town", "pays"), [*product([True, False], repeat=4)]
)
def test_those_who_run_it_and_those_who_follow_it_do_so_in_their_own_name(
    knows, oneself, everywhere, town, pays
):
    actor = knows(oneself=oneself, everywhere=everywhere, town=town, pays=pays)
    assert treasury.runs_money_of(actor, TOWN) is (oneself and (everywhere or town))
    assert treasury.follows_money_of(actor, PARTNER) is (oneself and pays)
    assert treasury.works_for_payee(actor, PARTNER) is pays
    assert not treasury.works_for_payee(actor, None)


@pytest.mark.parametrize(("town", "waits", "at_home", "pays"), [*product([True, False], repeat=4)])
def test_what_one_began_another_allows_of_another_home_and_not_of_the_payee(
    knows, town, waits, at_home, pays
):
    actor = knows(town=town, at_home=at_home, pays=pays)
    of = {"municipality_id": TOWN, "partner": PARTNER}
    expected = town and waits and not at_home and not pays
    account = Like(is_entered=waits, entered_by_id=BEGAN, **of)
    assert treasury.may_confirm(actor, account) is expected
    pay_out = Like(is_drawn_up=waits, author_id=BEGAN, **of)
    assert treasury.may_approve(actor, pay_out) is expected


@pytest.mark.parametrize(
    ("in_force", "goes"),
    [(("town", "partner"), True), (("town", None), False), ((None, "partner"), False)],
)
def test_a_pay_out_goes_by_the_accounts_it_was_drawn_up_for(monkeypatch, in_force, goes):
    debtor, account = Like(), Like()
    stands = {"town": debtor, "partner": account, None: None}
    beside = {id(debtor): stands[in_force[0]], id(account): stands[in_force[1]]}
    monkeypatch.setattr(
        treasury.accounts, "accounts_beside", lambda each: Like(in_force=beside[id(each)])
    )
    assert treasury.goes_by_the_same_accounts(Like(account=account, debtor=debtor)) is goes


@pytest.mark.parametrize(
    ("cents", "missing", "disputed", "there"),
    [
        (500, 0, False, True),
        (499, 0, False, True),
        (501, 0, False, False),
        (500, 1, False, False),
        (500, -1, False, False),
        (500, 0, True, False),
    ],
)
def test_a_pay_out_is_for_what_is_all_there(monkeypatch, cents, missing, disputed, there):
    fund, sound = Like(missing_cents=missing), Like(missing_cents=0)
    payable = {id(fund): 500, id(sound): 500}
    monkeypatch.setattr(
        treasury.standings, "standing_of", lambda asked: Like(payable=payable.get(id(asked), 0))
    )
    monkeypatch.setattr(treasury.paying, "is_disputed", lambda asked: asked is fund and disputed)
    lines = [Like(cents=500, fund=sound), Like(cents=cents, fund=fund)]
    assert treasury.is_all_there(Like(lines=lines)) is there
