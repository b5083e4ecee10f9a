"""What can be reported of needs: one that neighbours read."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES, Reportable
from neighbourhood.needs.actions import show_card
from neighbourhood.needs.kinds import FUND
from neighbourhood.needs.models import Need
from neighbourhood.needs.queries import town_of
from neighbourhood.partners.queries.staff import staff_ids
from neighbourhood.residents.models.residents import Resident


def _sees(viewer: Resident, need: Need) -> bool:
    here = viewer.may_read and need.quartier.municipality_id == town_of(viewer)
    return here and need.is_published and need.hidden_at is None


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
        authors=lambda need: {need.author_id, *(writer.id for writer in need.writers)},
        personal=False,
        witnesses=lambda need: staff_ids(need.partner_id),
        town=lambda need: need.quartier.municipality_id,
        path=lambda need: f"{FUND.place}/{need.id}",
        sees=_sees,
        hide=hide,
        restore=restore,
    )
)
