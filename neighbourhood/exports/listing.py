"""The files that a town really needs: who lives there, and who looked at what in its name."""

from collections.abc import Iterator

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.exports.kinds import EXPORTS, ExportKind, Line
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Quartier
from neighbourhood.residents.kinds import SIGHTS, say_reason
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight, SightNames


def residents(municipality_id: int) -> Iterator[Line]:
    """Yield the residents of a town as everybody reads them: no address, no mailbox."""
    found = (
        select(Resident)
        .join(Resident.quartier)
        .where(Quartier.municipality_id == municipality_id, Resident.closed_at.is_(None))
        .options(contains_eager(Resident.quartier))
        .order_by(Quartier.name, Resident.created_at, Resident.id)
    )
    for one in db.session.scalars(found):
        joined = format_date(one.created_at, "MMMM y")
        quartier = one.quartier.name if one.quartier else ""
        yield one.id, (one.public_name, quartier, _proved(one), joined)


def _proved(resident: Resident) -> str:
    if resident.is_verified:
        return str(gettext("adresse prouvée"))
    if resident.verified_at is not None:
        return str(gettext("adresse à confirmer"))
    return str(gettext("adresse pas encore prouvée"))


def sights(municipality_id: int) -> Iterator[Line]:
    """Yield who saw or changed what of whom in the name of a town and its partners."""
    found = (
        select(SightNames)
        .join(SightNames.sight)
        .where(Sight.municipality_id == municipality_id)
        .options(
            contains_eager(SightNames.sight),
            joinedload(SightNames.actor),
            joinedload(SightNames.about),
        )
        .order_by(Sight.id)
    )
    for one in db.session.scalars(found):
        sight, kind = one.sight, SIGHTS.get(one.sight.act)
        day = format_date(sight.at, "yyyy-MM-dd")
        what = str(kind.title) if kind else sight.act
        yield (
            one.about_id,
            (day, sight.office, _name(one.actor), what, _name(one.about), say_reason(one.reason)),
        )


def _name(resident: Resident | None) -> str:
    return "" if resident is None else resident.public_name


EXPORTS.declare(
    ExportKind(
        code="residents",
        title=_l("Les personnes qui habitent la commune"),
        soft=_l("nom affiché, quartier, niveau de preuve, mois d’arrivée ; ni adresse, ni e-mail"),
        columns=(_l("Nom"), _l("Quartier"), _l("Preuve"), _l("Arrivée")),
        lines=residents,
    )
)
EXPORTS.declare(
    ExportKind(
        code="sights",
        title=_l("Qui a regardé quoi au nom de la commune"),
        soft=_l("le jour, le service, la personne, l’acte et la raison"),
        columns=(_l("Jour"), _l("Service"), _l("Par"), _l("Quoi"), _l("De qui"), _l("Raison")),
        lines=sights,
    )
)
