"""Things of needs that are not for everyone, each with who may have it and who may not."""

from tests.support.foreign.things import Maker, Thing
from tests.support.foreign.world import World


def need_elsewhere(world: World) -> Thing:
    """A need published in another town."""
    need = world.office(world.elsewhere).open()
    return Thing(
        {"need_id": need.id, "kind": "need", "thing_id": need.id}, world.paul, world.karima
    )


def need_of_another_partner(world: World) -> Thing:
    """A need at the desk of a partner; who asks works for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    values = {"partner_id": theirs.partner.id, "need_id": theirs.draft().id}
    return Thing(values, theirs.author, mine.author)


FOREIGN: dict[str, Maker] = {
    "needs.approve": need_of_another_partner,
    "needs.begin": need_of_another_partner,
    "needs.desk": need_of_another_partner,
    "needs.edit": need_of_another_partner,
    "needs.price": need_of_another_partner,
    "needs.prove": need_of_another_partner,
    "needs.review": need_of_another_partner,
    "needs.send_back": need_of_another_partner,
    "needs.show": need_elsewhere,
    "needs.submit": need_of_another_partner,
    "needs.tell": need_of_another_partner,
    "needs.withdraw": need_of_another_partner,
}
