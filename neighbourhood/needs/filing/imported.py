"""The file of needs that the social service of the demonstration town has sent.

Part of it is published for some time, the rest waits for its second reader.
"""

from collections.abc import Callable
from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.filing import receiving, writing
from neighbourhood.needs.intake import found
from neighbourhood.needs.intake.lines import Line, Weighed
from neighbourhood.needs.intake.weighing import mark_of
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, Urgency
from neighbourhood.partners.models import Partner
from neighbourhood.places.queries import quartiers_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

_LINES, _PUBLISHED = 32, 14
_SENT = timedelta(days=60)


def build(
    partner: Partner, author: Resident, reader: Resident, publish: Callable[[Need], object]
) -> None:
    """Have a file checked, written and read in part, as if it had been there for a while.

    `publish` has an approved need go out in a round of its time.
    """
    file = receiving.receive(Actor.of(author), partner, (), closes=True)
    receiving.note_checked(file.id, _weighed(partner))
    receiving.confirm(Actor.of(author), file)
    work = writing.begin(file)
    while work is not None and writing.write_some(file.id, work):
        continue
    file.created_at = now() - _SENT
    for place, need_id in enumerate(found.next_needs(file, _PUBLISHED)):
        need = db.session.get_one(Need, need_id)
        need.created_at = now() - _SENT + timedelta(days=2 * place)
        need.approved_by_id, need.approved_at = reader.id, need.created_at
        publish(need)
        # At once: one that is approved and not open is shown nowhere yet.
        need.become(NeedStatus.APPROVED)
        need.become(NeedStatus.OPEN)
        db.session.flush()
    file.total = found.count_waiting(file)
    file.count(approved=_PUBLISHED)
    db.session.flush()


def _weighed(partner: Partner) -> list[Weighed]:
    kinds, urgencies = list(NeedKind), list(Urgency)
    quartiers = quartiers_of(partner.municipality_id)
    # Lines are written in the order of their marks: that of these is the same in every town.
    marks = sorted(mark_of(partner.id, f"demo-{place}") for place in range(_LINES))
    lines = [
        Line(
            place + 2,
            marks[place],
            kinds[place % len(kinds)],
            quartiers[place % len(quartiers)].id,
            (4 + place * 5 % 37) * 10_00,
            urgencies[place % len(urgencies)],
        )
        for place in range(_LINES)
    ]
    return [Weighed(line.number, line.mark, line, ()) for line in lines]
