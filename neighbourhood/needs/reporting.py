"""What can be reported of needs: one that neighbours read."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES, Accounts, Reportable, accounts
from neighbourhood.needs.actions import show_card
from neighbourhood.needs.kinds import FUND
from neighbourhood.needs.models import Need, need_writer
from neighbourhood.needs.queries import town_of
from neighbourhood.partners.models import StaffMember
from neighbourhood.residents.models.residents import Resident


def _sees(viewer: Resident, need: Need) -> bool:
    here = viewer.may_read and need.quartier.municipality_id == town_of(viewer)
    return here and need.is_published and need.hidden_at is None


def _wrote(need_id: Any) -> tuple[Accounts, ...]:
    writers = select(need_writer.c.resident_id).where(need_writer.c.need_id == need_id)
    return (
        accounts(Need.author_id, need_id, of=Need.id),
        writers.correlate_except(need_writer),
    )


def _works_there(need_id: Any) -> tuple[Accounts, ...]:
    staff = select(StaffMember.resident_id).join(Need, Need.partner_id == StaffMember.partner_id)
    return (staff.where(Need.id == need_id).correlate_except(StaffMember, Need),)


def hide(need: Need) -> None:
    """Keep a need from neighbours: nobody gives meanwhile, what was given stays."""
    need.hidden_at = need.hidden_at or now()
    show_card(need)


def restore(need: Need) -> None:
    """Let neighbours read it and give again."""
    need.hidden_at = None
    show_card(need)


NEED = REPORTABLES.declare(
    Reportable(
        code="need",
        one=_l("un besoin"),
        load=lambda need_id: db.session.get(Need, need_id),
        title=lambda need: need.title,
        excerpt=lambda need: need.covers,
        # Those who wrote in it answer for it; the whole staff takes part in the matter.
        answering=_wrote,
        personal=False,
        witnessing=_works_there,
        town=lambda need: need.quartier.municipality_id,
        path=lambda need: f"{FUND.place}/{need.id}",
        sees=_sees,
        hide=hide,
        restore=restore,
    )
)
