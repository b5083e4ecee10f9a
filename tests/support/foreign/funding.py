"""Things of funding that are not for everyone, each with who may have it and who may not."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import accounts, gifts, statements
from neighbourhood.funding.actions.accounts import Numbers
from neighbourhood.funding.models.bank import BankLine, BankStatement
from neighbourhood.funding.models.provider import MoneyCase
from neighbourhood.funding.queries.statements import judge
from neighbourhood.needs.models import Need
from neighbourhood.partners.models import StaffRole
from tests.neighbourhood.funding.baskets import promise as promise_basket
from tests.neighbourhood.funding.statement_files import IBAN, document, entry
from tests.neighbourhood.funding.statements_sent import actor, announce, send
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.town_hall import run_the_town
from tests.support.treasury import OF_PARTNER, Till, open_till


@asked_by("funding.name_shown", "funding.not_paid", "funding.receipt", "funding.thanks")
def gift_of_another(world: World) -> Thing:
    """What somebody else gave, without a name."""
    office = world.office()
    gift = office.give(world.marcel, office.open(), 500)
    return Thing({"key": gift.key}, world.marcel, world.karima)


@asked_by("funding.basket_thanks")
def basket_of_another(world: World) -> Thing:
    """What somebody else gave for several things at once."""
    office = world.office()
    promise_basket(office, world.marcel, [(office.open(), 500)], "a-basket")
    return Thing({"key": "a-basket"}, world.marcel, world.karima)


@asked_by("funding.paper")
def receipt_of_another_on_paper(world: World) -> Thing:
    """The same, printed."""
    office = world.office()
    gift = office.give(world.marcel, office.open(), 500)
    return Thing({"key": gift.key, "sheet": "recu"}, world.marcel, world.karima)


@asked_by("funding.told_receipt")
def gift_of_another_as_news_name_it(world: World) -> Thing:
    """The same, by its place among the gifts of whoever gave it."""
    office = world.office()
    gift = office.give(world.marcel, office.open(), 500)
    return Thing({"fund_id": gift.fund_id, "try_id": 1}, world.marcel, world.karima)


@asked_by("funding.donors_of_town")
def town_of_others(world: World) -> Thing:
    """A town; who asks runs another one."""
    clerk, far = world.clerk, world.far_clerk
    run_the_town(world.make, clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, far, StaffRole.ADMINISTER)
    return Thing({"municipality_id": world.valbourg.id}, clerk, far)


@asked_by("funding.case")
def payment_to_decide(world: World) -> Thing:
    """A payment of another amount than promised; who asks gave it, and is no administrator."""
    office = world.office()
    promise = office.promise(world.karima, office.open(), 700)
    with office.at_work():
        gifts.settle(promise.key, amount_cents=900, payment_reference="pi_1")
    with office.app.app_context():
        case_id = db.session.scalars(select(MoneyCase.id).order_by(MoneyCase.id.desc())).first()
    return Thing({"case_id": case_id}, world.administrator, world.karima)


@asked_by("funding.partner_account", "funding.partner_pay_outs")
def money_of_another_partner(world: World) -> Thing:
    """The account of a partner; who asks follows the money of another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    owner = open_till(world.make, theirs).office.author
    stranger = open_till(world.make, mine).office.author
    return Thing({"partner_id": theirs.partner.id}, owner, stranger)


@asked_by("funding.town_account", "funding.town_money")
def money_of_a_town(world: World) -> Thing:
    """The money desk of a town; who asks runs nothing."""
    town = world.office().quartier.municipality_id
    return Thing({"municipality_id": town}, world.administrator, world.karima)


@asked_by(
    "funding.account",
    "funding.approve_pay_out",
    "funding.draw_up",
    "funding.hand_over",
    "funding.left",
    "funding.partner_money",
    "funding.pay_out",
    "funding.pay_out_back",
    "funding.pay_out_done",
    "funding.pay_out_file",
)
def pay_out_of_a_town(world: World) -> Thing:
    """A pay-out of a town, its account, and what it is for; who asks runs nothing."""
    till, need = full_till(world)
    account = till.account()
    values = {"account_id": account.id, "pay_out_id": till.handed_over().id}
    return at_the_desk(world, till, fund_id=need.fund_id, **values)


def full_till(world: World) -> tuple[Till, Need]:
    """The money desk of a town, and a need for which everything was given."""
    office = world.office()
    till = open_till(world.make, office)
    till.town_account()
    need = office.open(target_cents=2000)
    office.give(world.make.resident("Léa Roux", office.quartier), need, 2000)
    return till, need


def at_the_desk(world: World, till: Till, **values: int) -> Thing:
    """A thing of that desk, for somebody who runs nothing."""
    office = till.office
    named = {"municipality_id": office.quartier.municipality_id, "partner_id": office.partner.id}
    return Thing(named | values, world.administrator, world.karima)


@asked_by("funding.withdraw_pay_out")
def pay_out_that_the_bank_has_not(world: World) -> Thing:
    """A pay-out that was only drawn up."""
    till, _need = full_till(world)
    till.account()
    return at_the_desk(world, till, pay_out_id=till.draw_up().id)


@asked_by("funding.refuse_account")
def account_that_nobody_confirmed(world: World) -> Thing:
    """An account that its partner wrote."""
    till, _need = full_till(world)
    numbers = Numbers(holder="Centre social", iban=OF_PARTNER)
    office = till.office
    written = till.act(accounts.enter_for_partner, office.author, office.partner, numbers=numbers)
    return at_the_desk(world, till, account_id=written.id)


@asked_by("funding.give_up")
def money_of_a_partner_that_acts_no_more(world: World) -> Thing:
    """A partner whose accreditation ended before it was paid."""
    till, _need = full_till(world)
    till.close_partner()
    return at_the_desk(world, till)


@asked_by("funding.pass_on")
def what_is_left_of_a_need(world: World) -> Thing:
    """A need that was proved for less than was paid out."""
    till, need = full_till(world)
    till.account()
    till.done()
    till.office.prove(need, cents=1500)
    return at_the_desk(world, till, fund_id=need.fund_id)


@asked_by("funding.give_up_transfer", "funding.transfer")
def transfer_of_another(world: World) -> Thing:
    """A transfer that somebody else announced."""
    office = world.office()
    promise = announce(office, world.marcel, office.open(), 500)
    return Thing({"key": promise.key}, world.marcel, world.karima)


@asked_by("funding.drop_statement", "funding.statement", "funding.take_statement")
def statement_of_the_account(world: World) -> Thing:
    """A statement that waits to be taken, for somebody who looks after no site."""
    office = world.office()
    number = send(office, world.administrator, document(entry(500, "Merci")))
    return Thing({"statement_id": number}, world.administrator, world.karima)


@asked_by("funding.bank_line")
def money_that_nobody_expected(world: World) -> Thing:
    """A line of a statement that nobody knows the gift of, for somebody who is no administrator."""
    office = world.office()
    data = document(entry(500, "Merci", ref=f"B{office.partner.id}"))
    number = send(office, world.administrator, data)
    with office.at_work():
        found = db.session.get_one(BankStatement, number)
        statements.take(actor(world.administrator), found, judge(found, IBAN))
        line_id = db.session.scalars(select(BankLine.id).order_by(BankLine.id.desc())).first()
    return Thing({"line_id": line_id}, world.administrator, world.karima)
