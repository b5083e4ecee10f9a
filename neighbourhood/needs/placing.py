"""What the places of needs are computed from, read from the database; and what is told of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Text, cast, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.areas import PERIOD, Ground, Part, Rule, Sight, named_after, shown_as
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, ShownAs, need_place
from neighbourhood.needs.rhythms import NeedRhythm, NeedRound
from neighbourhood.needs.rounds import DAYS, HOUR, Rhythm, Told, Town, Waiting
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality, Neighbouring, Quartier
from neighbourhood.places.queries import quartiers_of
from neighbourhood.places.thresholds import rule_of


def ground_of(municipality_id: int) -> Ground:
    """Return the quartiers of a town, their households, and which are beside which."""
    households = {each.id: each.households for each in quartiers_of(municipality_id)}
    beside = defaultdict[int, set[int]](set)
    pairs = select(Neighbouring.quartier_id, Neighbouring.neighbour_id)
    for one, other in db.session.execute(pairs.where(Neighbouring.quartier_id.in_(households))):
        beside[one].add(other)
    return Ground(households, {each: frozenset(beside[each]) for each in households})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a town says of its rounds, its own words or those of everybody."""

    days: list[str]
    hour: int
    concerned: int
    crisis_until: datetime | None


def chosen_by(town: Municipality) -> Chosen:
    """Return what a town chose, or what stands where it chose nothing."""
    found = db.session.get(NeedRhythm, town.id)
    if found is None:
        return Chosen([str(day) for day in sorted(DAYS)], HOUR, 100, None)
    return Chosen(list(found.days), found.hour, found.concerned, found.crisis_until)


def rhythm_of(town: Municipality, moment: datetime | None = None) -> Rhythm:
    """Return when the needs of a town go out: as it chose, or twice a week."""
    chosen, zone = db.session.get(NeedRhythm, town.id), ZoneInfo(town.time_zone)
    if chosen is None:
        return Rhythm(zone=zone)
    is_crisis = chosen.crisis_until is not None and chosen.crisis_until > (moment or now())
    return Rhythm(frozenset(map(int, chosen.days)), chosen.hour, zone, is_crisis)


def town_as_known(town: Municipality, moment: datetime) -> Town:
    """Return all that the rounds of a town are decided by, and that anybody may know."""
    chosen = db.session.get(NeedRhythm, town.id)
    rule = Rule(rule_of(town).fewest, chosen.concerned if chosen else 100)
    ground = ground_of(town.id)
    return Town(ground, rule, rhythm_of(town, moment), _told(town, ground.whole, moment))


def _told(town: Municipality, whole: Part, moment: datetime) -> list[Told]:
    """Return what was published lately, what was taken back since then included."""
    lately = (
        select(Need.id, Need.kind, Need.published_at)
        .join(Need.partner)
        .where(Partner.municipality_id == town.id, Need.published_at > moment - PERIOD)
    )
    rows = db.session.execute(lately).all()
    parts = defaultdict[int, set[int]](set)
    inside = need_place.c.need_id.in_(lately.with_only_columns(Need.id))
    for need_id, quartier_id in db.session.execute(select(need_place).where(inside)):
        parts[need_id].add(quartier_id)
    return [
        Told(row.kind, frozenset(parts[row.id]) if row.id in parts else whole, row.published_at)
        for row in rows
    ]


def waiting_in(town: Municipality) -> list[Waiting]:
    """Return the approved needs of a town, of partners that are accredited."""
    statement = (
        select(Need.id, Need.kind, Need.quartier_id, Need.approved_at)
        .join(Need.partner)
        .where(
            Partner.municipality_id == town.id,
            Partner.accredited_at.is_not(None),
            Need.status == NeedStatus.APPROVED,
        )
        .order_by(Need.id)
    )
    rows = db.session.execute(statement)
    return [Waiting(key, kind, where, when) for key, kind, where, when in rows if when]


def towns_waiting() -> list[int]:
    """Return the towns where an approved need waits."""
    statement = select(Partner.municipality_id).join(Need, Need.partner_id == Partner.id)
    found = statement.where(Need.status == NeedStatus.APPROVED).distinct()
    return list(db.session.scalars(found.order_by(Partner.municipality_id)))


def was_held(town: Municipality, due: datetime) -> bool:
    """Tell whether the round of a town that was due at this hour is over."""
    over = NeedRound.municipality_id == town.id, NeedRound.due_at == due
    return db.session.scalar(select(NeedRound.id).where(*over)) is not None


def _is_under_way() -> ColumnElement[bool]:
    return cast(NeedRound.ahead, Text) != "[]"


def is_under_way(town: Municipality) -> bool:
    """Tell whether a round of a town is decided and not all of it published."""
    here = NeedRound.municipality_id == town.id, _is_under_way()
    return db.session.scalar(select(NeedRound.id).where(*here).limit(1)) is not None


def under_way() -> list[tuple[int, int]]:
    """Return the rounds that are not over, and how many needs are left of each."""
    statement = select(NeedRound).where(_is_under_way()).order_by(NeedRound.id)
    return [(each.id, len(each.ahead)) for each in db.session.scalars(statement)]


def shown_in(quartier_id: int) -> ColumnElement[bool]:
    """Tell the needs shown with this quartier, alone or with others: never where they truly are."""
    here = select(need_place.c.need_id).where(need_place.c.quartier_id == quartier_id)
    return Need.id.in_(here)


def first_round(rhythm: Rhythm, need: Need) -> datetime:
    """Return the next round in which an approved need may go out."""
    return rhythm.at_or_after(max(rhythm.first_for(need.approved_at or now()), now()))


@dataclass(frozen=True, slots=True)
class Preview:
    """What anybody could guess of a need once it is published.

    `at_least` is among how many households it hides, rounded down; None where nobody can count.
    `is_held` says that the town has too few households for a need of this kind.
    """

    as_wide: ShownAs
    quartier: Quartier | None
    town: Municipality
    at_least: int | None
    is_held: bool
    first: datetime
    last: datetime


def preview(need: Need) -> Preview:
    """Return what a need would show if it went out in the next round with those that wait."""
    town, moment = need.partner.municipality, now()
    known = town_as_known(town, moment)
    others = [e for e in waiting_in(town) if e.kind is need.kind and e.id != need.id]
    sight = known.sight(need.kind, moment, 1 + len(others))
    part, most = sight.part_of(need.quartier_id), sight.most_together()
    named = named_after(part, known.ground)
    since = need.approved_at or moment
    return Preview(
        as_wide=shown_as(part, known.ground),
        quartier=db.session.get(Quartier, named) if named is not None else None,
        town=town,
        at_least=_rounded(sight, part) if most is not None else None,
        is_held=most == 0,
        first=known.rhythm.first_for(since),
        last=known.rhythm.last_for(since),
    )


def _rounded(sight: Sight, part: Part) -> int:
    crowd = sight.crowd(part)
    return max(sight.rule.fewest, crowd // 10 * 10) if sight.hides(part) else 0


def still_hides(need: Need, kind: NeedKind) -> bool:
    """Tell whether a published need may be said to be of another kind, shown where it is."""
    if need.shown_as is None or need.published_at is None:
        return True
    known = town_as_known(need.partner.municipality, now())
    places = select(need_place.c.quartier_id).where(need_place.c.need_id == need.id)
    part = frozenset(db.session.scalars(places)) or known.ground.whole
    sight = known.sight(kind, now())
    return sight.hides(part) or (part == known.ground.whole and sight.most_together() is None)
