"""Things of funding that are not for everyone, each with who may have it and who may not."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.models.provider import MoneyCase
from neighbourhood.partners.models import StaffRole
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.town_hall import run_the_town


@asked_by("funding.name_shown", "funding.not_paid", "funding.receipt", "funding.thanks")
def gift_of_another(world: World) -> Thing:
    """What somebody else gave, without a name."""
    office = world.office()
    gift = office.give(world.marcel, office.open(), 500)
    return Thing({"key": gift.key}, world.marcel, world.karima)


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
    """A town; who asks looks after the accounts of another one."""
    clerk, far = world.clerk, world.far_clerk
    run_the_town(world.make, clerk, StaffRole.PAY_OUT)
    run_the_town(world.make, far, StaffRole.PAY_OUT)
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
