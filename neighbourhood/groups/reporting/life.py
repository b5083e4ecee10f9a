"""What can be reported of groups: one itself, and how somebody’s place was taken away."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.reporting import reportable_posting
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.queries.groups import HALL
from neighbourhood.groups.telling import show_card
from neighbourhood.moderation.kinds import ANSWER, REPORTABLES, Reportable, accounts
from neighbourhood.residents.models.residents import Resident


def _sees(viewer: Resident, membership: Membership) -> bool:
    ended = membership.is_removed or membership.is_declined
    return ended and viewer.id == membership.resident_id


def _hide(membership: Membership) -> None:
    membership.hidden_at = membership.hidden_at or now()


def _restore(membership: Membership) -> None:
    membership.hidden_at = None


GROUP = REPORTABLES.declare(reportable_posting(HALL, show_card, one=_l("un groupe")))
# Whoever was removed asks for another opinion of it, as of any other decision about them.
SEAT = REPORTABLES.declare(
    Reportable(
        code=Membership.ABOUT,
        one=_l("une place retirée dans un groupe"),
        load=lambda membership_id: db.session.get(Membership, membership_id),
        title=lambda membership: membership.group.title,
        excerpt=lambda membership: membership.answer,
        answering=lambda number: (accounts(Membership.decided_by_id, number, of=Membership.id),),
        witnessing=lambda number: (accounts(Membership.resident_id, number, of=Membership.id),),
        within=ANSWER,
        published=False,
        town=lambda membership: membership.group.quartier.municipality_id,
        path=lambda membership: membership.group.place,
        sees=_sees,
        hide=_hide,
        restore=_restore,
    )
)
