"""Whose own matter a case is: decided here, in SQL, for one case as for a whole queue."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES, Reportable
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.reports import Report
from neighbourhood.partners.models import Partner, PartnerKind, StaffMember
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart, are_apart
from neighbourhood.residents.queries.housemates import at_home


def is_party(resident: Resident) -> ColumnElement[bool]:
    """Tell in SQL whether a case is the own matter of `resident`.

    One wrote the thing, reported it, took part in it, shares a home with who wrote or reported it,
    or is kept apart from who wrote it; or it concerns somebody whom only those who run the site may
    measure.
    """
    return or_(
        _reported(resident),
        _beyond(resident, Case.concerned_id, Case.municipality_id),
        and_(Case.concerned_id != resident.id, apart(resident.id, Case.concerned_id)),
        *(_took_part(resident, kind) for kind in REPORTABLES.values()),
    )


def _beyond(resident: Resident, concerned_id: Any, town_id: Any) -> ColumnElement[bool]:
    """Tell in SQL whether somebody is out of the reach of `resident`, who moderates a town.

    That is who administers the site, or works for the city service of another town.
    """
    if resident.is_administrator:
        return false()
    there = (
        select(StaffMember.id)
        .join(Partner)
        .where(
            StaffMember.resident_id == concerned_id,
            Partner.kind == PartnerKind.CITY_SERVICE,
            Partner.municipality_id != town_id,
        )
    )
    running = select(Resident.id).where(Resident.id == concerned_id, Resident.is_administrator)
    return or_(
        running.correlate_except(Resident).exists(),
        there.correlate_except(StaffMember, Partner).exists(),
    )


def _reported(resident: Resident) -> ColumnElement[bool]:
    made = select(Report.id).where(Report.case_id == Case.id).correlate_except(Report)
    return made.where(Report.reporter_id.in_(at_home(resident))).exists()


def _took_part(resident: Resident, kind: Reportable) -> ColumnElement[bool]:
    return and_(Case.about == kind.code, or_(false(), *_parts_in(resident, kind, Case.about_id)))


def takes_part(resident: Resident, kind: Reportable, thing: Any) -> bool:
    """Tell whether a thing that nobody reported yet would be the own matter of `resident`."""
    if any(are_apart(resident.id, author_id) for author_id in kind.authors(thing)):
        return True
    concerned = kind.authors(thing) if kind.personal else ()
    own = or_(
        false(),
        *(_beyond(resident, one, kind.town(thing)) for one in concerned),
        *_parts_in(resident, kind, thing.id),
    )
    return db.session.scalar(select(own)) is True


def _parts_in(resident: Resident, kind: Reportable, thing_id: Any) -> Iterator[ColumnElement[bool]]:
    for authors in kind.answering(thing_id):
        author = authors.selected_columns[0]
        yield authors.where(author.in_(at_home(resident))).exists()
    for witnesses in kind.witnessing(thing_id):
        witness = witnesses.selected_columns[0]
        yield witnesses.where(witness == resident.id).exists()
