"""Groups, where the demonstration leaves them out: rows of every table, a seat of every kind."""

from neighbourhood.groups.actions import answering, entering, links, making, trusting
from neighbourhood.groups.models.groups import Entry
from neighbourhood.groups.models.members import Role
from neighbourhood.groups.queries.members import membership_of
from tests.support.release_gifts import itself
from tests.support.release_shared import shared
from tests.support.staging.people import Stage
from tests.support.wordings import a_group


def groups(stage: Stage) -> None:
    """Make a group that its founder leaves, one that asks first, one that is closed."""
    karima, marcel = itself(stage, "karima"), itself(stage, "marcel")
    walk = making.make(marcel, wording=a_group(title="Chorale du jeudi"))
    entering.enter(karima, walk)
    seat = membership_of(karima.resident, walk)
    trusting.trust(marcel, walk, seat)
    entering.enter(itself(stage, "sophie"), walk)
    trusting.trust(karima, walk, membership_of(stage.people["sophie"], walk))
    links.make_link(karima, walk)
    seat.role = Role.EDITOR
    entering.leave(marcel, walk)
    _at_the_door(stage)
    shared(stage)


def _at_the_door(stage: Stage) -> None:
    karima = itself(stage, "karima")
    wording = a_group(title="Les tricots", entry=Entry.REQUEST)
    knitting = making.make(karima, wording=wording)
    answering.invite(karima, knitting, stage.people["aylin"])
    for name in ("marcel", "sophie"):
        entering.ask(itself(stage, name), knitting, words="Je tricote.")
    answering.decline(
        karima, knitting, membership_of(stage.people["marcel"], knitting), words="Une autre fois."
    )
    sophie = membership_of(stage.people["sophie"], knitting)
    answering.accept(karima, knitting, sophie)
    answering.remove(karima, knitting, sophie, words="Merci d’être venue.")
    making.close(karima, making.make(karima, wording=a_group(title="Un essai")))
