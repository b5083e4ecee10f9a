"""The rounds in which needs are published: once for each hour that is due, all at one moment."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from neighbourhood.foundation.storing import sealing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.needs import placing, publishing
from neighbourhood.needs.areas import Ground
from neighbourhood.needs.rhythms import NeedRhythm, NeedRound
from neighbourhood.needs.rounds import Placed, plan
from neighbourhood.places.models import Municipality

# Of one round in one transaction: nobody who writes waits longer than that takes.
AT_ONCE = 250


def hold_round(municipality_id: int) -> int:
    """Decide the last round that was due in a town, unless it was; return how many needs go out.

    The town is held meanwhile: whoever comes at the same moment finds that the round is over.
    """
    town = hold(Municipality, municipality_id)
    moment = now()
    due = placing.rhythm_of(town, moment).at_or_before(moment)
    if placing.was_held(town, due) or placing.is_under_way(town):
        return 0
    return len(begin(town, due, moment).ahead)


def begin(town: Municipality, due: datetime, moment: datetime) -> NeedRound:
    """Keep what goes out in the round due at an hour, and with which parts of the town."""
    known = placing.town_as_known(town, due)
    going = plan(known, placing.waiting_in(town), due, partial(_shuffled, due))
    left = _packed(going, known.ground)
    begun = NeedRound(municipality_id=town.id, due_at=due, held_at=moment, ahead=left)
    db.session.add(begun)
    db.session.flush()
    return begun


def publish_some(round_id: int) -> bool:
    """Publish the next piece of a round; return whether more is left.

    The last piece tells those who wrote: once for all that went out.
    """
    begun = hold(NeedRound, round_id)
    if not begun.ahead:
        return False
    ground = placing.ground_of(begun.municipality_id)
    piece = _unpacked(begun.ahead[:AT_ONCE], ground)
    begun.published += publishing.publish(begun.municipality_id, piece, ground, begun.held_at)
    begun.ahead = begun.ahead[AT_ONCE:]
    db.session.flush()
    if not begun.ahead:
        publishing.tell_writers(begun)
    return bool(begun.ahead)


def _packed(going: Sequence[Placed], ground: Ground) -> list[Any]:
    # No quartier for the town: it stays the whole of it, should a quartier be drawn meanwhile.
    return [[each.id, [] if each.part == ground.whole else sorted(each.part)] for each in going]


def _unpacked(left: Sequence[Any], ground: Ground) -> list[Placed]:
    return [Placed(need_id, frozenset(part) or ground.whole) for need_id, part in left]


def _shuffled(due: datetime, need_id: int) -> bytes:
    # Keyed: whoever knows in which order needs were written cannot find it again.
    return sealing.blind("needs.order", f"{due.isoformat()} {need_id}")


def write_rhythm(
    town: Municipality, *, days: str, hour: int, concerned: int, crisis_until: datetime | None
) -> None:
    """Say when the needs of a town go out, and on which part of the declared shares it counts."""
    rhythm = db.session.get(NeedRhythm, town.id)
    if rhythm is None:
        rhythm = NeedRhythm(municipality_id=town.id)
        db.session.add(rhythm)
    rhythm.days, rhythm.hour = days, hour
    rhythm.concerned, rhythm.crisis_until = concerned, crisis_until
    db.session.flush()
