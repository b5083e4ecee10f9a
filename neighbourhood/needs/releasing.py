"""The rounds in which needs are published: once for each hour that is due, all at one moment."""

from datetime import datetime
from functools import partial

from neighbourhood.foundation.storing import sealing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.needs import actions, placing
from neighbourhood.needs.areas import Ground
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.rhythms import NeedRhythm, NeedRound
from neighbourhood.needs.rounds import Placed, plan
from neighbourhood.places.models import Municipality


def hold_round(municipality_id: int) -> int:
    """Hold the last round that was due in a town, unless it was; return how many needs went out.

    The town is held meanwhile: whoever comes at the same moment finds that the round is over.
    """
    town = hold(Municipality, municipality_id)
    moment = now()
    due = placing.rhythm_of(town, moment).at_or_before(moment)
    if placing.was_held(town, due):
        return 0
    held = NeedRound(municipality_id=town.id, due_at=due, held_at=moment)
    db.session.add(held)
    db.session.flush()
    held.published = release(town, due, moment)
    return held.published


def release(town: Municipality, due: datetime, moment: datetime) -> int:
    """Publish what goes out in the round due at an hour; return how many needs that is."""
    known = placing.town_as_known(town, due)
    going = plan(known, placing.waiting_in(town), due, partial(_shuffled, due))
    return sum(_publish(each, known.ground, moment) for each in going)


def _publish(placed: Placed, ground: Ground, moment: datetime) -> bool:
    need = hold(Need, placed.id)
    if need.status is not NeedStatus.APPROVED:
        return False  # taken back while the round was planned
    actions.publish(need, placed.part, ground, moment)
    return True


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
