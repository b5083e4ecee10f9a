"""Things of funding that are not for everyone, each with who may have it and who may not."""

from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("funding.not_paid", "funding.receipt", "funding.thanks")
def gift_of_another(world: World) -> Thing:
    """What somebody else gave, without a name."""
    office = world.office()
    gift = office.give(world.marcel, office.open(), 500)
    return Thing({"key": gift.key}, world.marcel, world.karima)
