"""Things of funding that are not for everyone, each with who may have it and who may not."""

from tests.support.foreign.needs import need_elsewhere
from tests.support.foreign.things import Maker, Thing
from tests.support.foreign.world import World


def gift_of_another(world: World) -> Thing:
    """What somebody else gave, without a name."""
    office = world.office()
    gift = office.give(world.marcel, office.open(), 500)
    return Thing({"key": gift.key}, world.marcel, world.karima)


FOREIGN: dict[str, Maker] = {
    "funding.give": need_elsewhere,
    "funding.not_paid": gift_of_another,
    "funding.receipt": gift_of_another,
    "funding.thanks": gift_of_another,
}
