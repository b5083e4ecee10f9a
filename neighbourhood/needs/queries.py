"""Reading needs; who may see which is decided here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held, hold
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.funding.kinds import Past
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.moderation.policies.reporting import NoLongerVisible
from neighbourhood.needs.models import PUBLISHED, Need, NeedKind, NeedStatus
from neighbourhood.needs.placing import shown_in
from neighbourhood.needs.policies import MovedOn, offers_to_all, was_offered_to_all, writers_of
from neighbourhood.needs.versions import (
    WAITING,
    NeedCheck,
    NeedRevision,
    RevisionOf,
    RevisionStatus,
)
from neighbourhood.partners.models import Partner, StaffMember, StaffRole
from neighbourhood.partners.queries.organisations import shows
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.places.queries import municipalities
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.housemates import those_at_home_of

PAGE_SIZE = 20
RECENT = 6


@dataclass(frozen=True, slots=True)
class Filters:
    """What a neighbour chose to see of the list."""

    kind: NeedKind | None = None
    quartier_id: int | None = None


def visible_to(viewer: Resident) -> ColumnElement[bool]:
    """Tell what is published in the viewer’s town; the caller joins `Quartier`."""
    shown = and_(Need.status.in_(PUBLISHED), Need.hidden_at.is_(None), shows(Need.partner_id))
    return shown & (Quartier.municipality_id == town_of(viewer))


def town_of(viewer: Resident) -> int:
    """Return the municipality whose needs concern the viewer, 0 (none) without an address."""
    return viewer.quartier.municipality_id if viewer.quartier else 0


def towns_for_all() -> Sequence[Municipality]:
    """Return the towns in which one gives without an address there, by name."""
    return [town for town in municipalities() if offers_to_all(town)]


def show(viewer: Resident, need_id: int) -> Need:
    """Return a need the viewer may read, `Missing` otherwise."""
    works_there = select(StaffMember.id).where(
        StaffMember.partner_id == Need.partner_id, StaffMember.resident_id == viewer.id
    )
    by_staff = Need.status.in_(PUBLISHED) & works_there.exists()
    found = db.session.scalar(
        _with_places().where(Need.id == need_id, or_(visible_to(viewer), by_staff))
    )
    if found is None:
        here = _with_places().where(Need.id == need_id, Need.status.in_(PUBLISHED))
        once = here.where(Quartier.municipality_id == town_of(viewer))
        raise NoLongerVisible if db.session.scalar(once) is not None else Missing
    return found


def was_withdrawn(viewer: Resident, need_id: int) -> bool:
    """Tell whether the viewer could once read a need that its partner took back."""
    back = Need.id == need_id, Need.status == NeedStatus.WITHDRAWN, Need.published_at.is_not(None)
    here = select(Need.id).join(Need.quartier).where(Quartier.municipality_id == town_of(viewer))
    return db.session.scalar(here.where(*back)) is not None


def find_past(need_id: int) -> Past | None:
    """Tell of a need that everybody could fund, and that is funded or was taken back."""
    need = db.session.get(Need, need_id)
    if need is None or not was_offered_to_all(need):
        return None
    return Past(need.quartier.municipality, need.status is not NeedStatus.WITHDRAWN)


def to_fund(viewer: Resident, filters: Filters, after: Cursor | None) -> Page[Need]:
    """Return a page of the needs that miss money, newest first; those of a round as drawn."""
    statement = _listed(viewer, filters, (NeedStatus.OPEN,))
    return page_of(statement, (Need.published_at, Need.fund_id), after, size=PAGE_SIZE)


def recently_met(viewer: Resident, filters: Filters) -> Sequence[Need]:
    """Return the last needs that neighbours funded, those with a proof included."""
    met = (NeedStatus.FUNDED, NeedStatus.PROVED)
    statement = _listed(viewer, filters, met)
    newest = statement.order_by(Need.published_at.desc(), Need.fund_id.desc()).limit(RECENT)
    return db.session.scalars(newest).all()


def of_partner(partner: Partner, need_id: int) -> Need:
    """Return a need of `partner`, `Missing` for anyone else’s."""
    here = Need.id == need_id, Need.partner_id == partner.id
    found = db.session.scalar(_with_places().where(*here))
    if found is None:
        raise Missing
    return found


def locked(need_id: int) -> Need:
    """Return a need as it is now, held for this transaction, its fund held before it.

    Money arrives at the fund and moves the need: everyone takes the two in this order, or two
    of them would wait for each other.
    """
    fund_id = db.session.scalar(select(Need.fund_id).where(Need.id == need_id))
    if fund_id is not None:
        hold(Fund, fund_id)
    need = hold(Need, need_id)
    # Published while we waited: its fund is not held, and the page that asked is of yesterday.
    require(need.fund_id == fund_id, MovedOn)
    return need


def of_fund(fund: Fund) -> Need | None:
    """Return the need that money is for, held; None for funds of other things."""
    return db.session.scalar(held(select(Need).where(Need.fund_id == fund.id), Need))


def of_funds(fund_ids: Iterable[int]) -> Sequence[Need]:
    """Return the needs behind these funds, with who vouches for them, and where."""
    return db.session.scalars(_with_places().where(Need.fund_id.in_(fund_ids))).all()


def said_of(need: Need, about: RevisionOf) -> dict[str, Any]:
    """Return what a revision of this kind would stand in the place of."""
    if about is RevisionOf.PROOF:
        return need.proof
    if about is RevisionOf.THANKS:
        return {"text": need.thanks_text} if need.thanks_text else {}
    return {
        "kind": need.kind.value,
        "title": need.title,
        "covers": need.covers,
        "target_cents": need.target_cents,
    }


def waiting_revision(need: Need, about: RevisionOf) -> NeedRevision | None:
    """Return the revision that is written or read right now."""
    return db.session.scalar(
        select(NeedRevision).where(
            NeedRevision.need_id == need.id,
            NeedRevision.about == about,
            NeedRevision.status.in_(WAITING),
        )
    )


def waiting_of(need: Need) -> Sequence[NeedRevision]:
    """Return what is written or read anew of a need right now."""
    return [found for about in RevisionOf if (found := waiting_revision(need, about))]


def revision_of(need: Need, revision_id: int) -> NeedRevision:
    """Return a revision of this need, `Missing` for any other."""
    found = db.session.get(NeedRevision, revision_id)
    if found is None or found.need_id != need.id:
        raise Missing
    return found


def waiting_revisions(partner: Partner) -> Sequence[tuple[NeedRevision, Need]]:
    """Return what the staff of `partner` write or read anew, with the need it is about."""
    statement = (
        select(NeedRevision, Need)
        .join(Need, Need.id == NeedRevision.need_id)
        .where(Need.partner_id == partner.id, NeedRevision.status.in_(WAITING))
        .order_by(NeedRevision.id)
    )
    return [(revision, need) for revision, need in db.session.execute(statement)]


def earlier_versions(need: Need) -> Sequence[NeedRevision]:
    """Return the corrections that were published, newest first: each tells what stood before."""
    shown = NeedRevision.need_id == need.id, NeedRevision.status == RevisionStatus.PUBLISHED
    newest = select(NeedRevision).where(*shown).order_by(NeedRevision.id.desc())
    return [revision for revision in db.session.scalars(newest) if revision.before]


def checks_of(need: Need) -> Sequence[tuple[NeedCheck, Resident, bool]]:
    """Return who answered every question about a need and its versions, and whether they wrote."""
    statement = (
        select(NeedCheck, Resident, NeedRevision)
        .join(Resident, Resident.id == NeedCheck.reader_id)
        .outerjoin(NeedRevision, NeedRevision.id == NeedCheck.revision_id)
        .where(NeedCheck.need_id == need.id)
        .order_by(NeedCheck.id)
    )
    rows = db.session.execute(statement)
    return [(check, who, who.id in writers_of(text or need)) for check, who, text in rows]


def publishers(partner_id: int) -> Sequence[Resident]:
    """Return the staff who publish for a partner."""
    staff = select(Resident).join(StaffMember, StaffMember.resident_id == Resident.id)
    staff = staff.where(StaffMember.partner_id == partner_id, StaffMember.role == StaffRole.PUBLISH)
    return db.session.scalars(staff.order_by(Resident.id)).all()


def readers_of(need: Need, text: Need | NeedRevision) -> Sequence[Resident]:
    """Return the staff who may read a text: they publish, and `policies.reads_apart` holds."""
    too_near = those_at_home_of(writers_of(text))
    return [one for one in publishers(need.partner_id) if one.id not in too_near]


def _with_places() -> Select[Need]:
    return (
        select(Need)
        .join(Need.quartier)
        .options(
            contains_eager(Need.quartier),
            joinedload(Need.named),
            joinedload(Need.partner).joinedload(Partner.municipality),
        )
    )


def _listed(viewer: Resident, filters: Filters, statuses: tuple[NeedStatus, ...]) -> Select[Need]:
    statement = _with_places().where(visible_to(viewer), Need.status.in_(statuses))
    if filters.kind is not None:
        statement = statement.where(Need.kind == filters.kind)
    if filters.quartier_id is not None:
        statement = statement.where(shown_in(filters.quartier_id))
    return statement
