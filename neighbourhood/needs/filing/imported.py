"""The file of needs that the social service of the demonstration town has sent.

Part of it is published for some time, the rest waits for its second reader.
"""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs import actions
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.filing import receiving, writing
from neighbourhood.needs.intake import found
from neighbourhood.needs.intake.lines import Line, Weighed
from neighbourhood.needs.intake.weighing import mark_of
from neighbourhood.needs.models import Need, NeedKind, Urgency
from neighbourhood.partners.models import Partner
from neighbourhood.places.queries import quartiers_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

_LINES, _PUBLISHED = 32, 14
_SENT, _READ = timedelta(days=40), timedelta(days=38)


def build(partner: Partner, author: Resident, reader: Resident) -> NeedFile:
    """Have a file checked, written and read in part, as if it had been there for a while."""
    file = receiving.receive(Actor.of(author), partner, (), closes=True)
    receiving.note_checked(file.id, _weighed(partner))
    receiving.confirm(Actor.of(author), file)
    work = writing.begin(file)
    while work is not None and writing.write_some(file.id, work):
        continue
    file.created_at = now() - _SENT
    for place, need_id in enumerate(found.next_needs(file, _PUBLISHED)):
        _publish(Actor.of(reader), db.session.get_one(Need, need_id), place)
    file.total = found.count_waiting(file)
    file.count(approved=_PUBLISHED)
    db.session.flush()
    return file


def _weighed(partner: Partner) -> list[Weighed]:
    kinds, urgencies = list(NeedKind), list(Urgency)
    quartiers = quartiers_of(partner.municipality_id)
    lines = [
        Line(
            place + 2,
            mark_of(partner.id, f"demo-{place}"),
            kinds[place % len(kinds)],
            quartiers[place % len(quartiers)].id,
            (4 + place * 5 % 37) * 10_00,
            urgencies[place % len(urgencies)],
        )
        for place in range(_LINES)
    ]
    return [Weighed(line.number, line.mark, line, ()) for line in lines]


def _publish(reader: Actor, need: Need, place: int) -> None:
    actions.approve(reader, need, quietly=True)
    need.created_at = now() - _SENT
    if need.published_at is not None and need.fund is not None:
        need.published_at = now() - _READ + timedelta(days=2 * place)
        need.fund.created_at = need.published_at
        actions.show_card(need)
