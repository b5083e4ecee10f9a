"""Reading the groups of a town, for those who run it: what any neighbour finds, and no more."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from messaging.models import Conversation
from neighbourhood.feed.models import Card
from neighbourhood.feed.reaches import BUILDING
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.groups.models.groups import Group
from neighbourhood.places.models import Municipality, Quartier

PAGE_SIZE = 20


def of_town(town: Municipality, after: Cursor | None = None) -> Page[Group]:
    """Return a page of the groups that neighbours of a town may find, the newest first."""
    return page_of(_found_in(town), (Group.created_at, Group.id), after, size=PAGE_SIZE)


def get(town: Municipality, group_id: int) -> Group:
    """Return one of them; `Missing` for any other."""
    found = db.session.scalar(_found_in(town).where(Group.id == group_id))
    if found is None:
        raise Missing
    return found


def in_buildings(town: Municipality) -> int:
    """Count the groups behind the doors of a town: nobody else is told their names."""
    behind = _of(town).where(Group.reach == BUILDING.code)
    return db.session.scalar(select(func.count()).select_from(behind.subquery())) or 0


def last_signs(groups: Sequence[Group]) -> Mapping[int, datetime]:
    """Return when something last happened in each: a word, a card, somebody new."""
    signs = {group.id: group.active_at for group in groups}
    codes = {group.circle: group.id for group in groups}
    said = select(Conversation.about_id, Conversation.last_message_at).where(
        Conversation.about_kind == Group.ABOUT, Conversation.about_id.in_(signs)
    )
    shown = select(Card.reach, func.max(Card.created_at)).where(Card.reach.in_(codes))
    for number, moment in db.session.execute(said):
        signs[number] = max(signs[number], moment or signs[number])
    for code, moment in db.session.execute(shown.group_by(Card.reach)):
        signs[codes[code]] = max(signs[codes[code]], moment)
    return signs


def _found_in(town: Municipality) -> Select[Group]:
    whole = _of(town).options(contains_eager(Group.quartier))
    return whole.where(Group.reach != BUILDING.code, Group.hidden_at.is_(None))


def _of(town: Municipality) -> Select[Group]:
    there = select(Group).join(Group.quartier).where(Quartier.municipality_id == town.id)
    return there.where(Group.status.not_in(Group.HIDDEN))
