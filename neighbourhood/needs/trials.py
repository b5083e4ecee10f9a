"""Files of needs, beside the pages: checked, written, approved, in pieces that others pass between.

Each piece is a transaction that says how far it came: whoever begins again goes on from there.
"""

from collections.abc import Callable
from datetime import timedelta

from neighbourhood.foundation.outside.jobs import job, periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.offloading import give_way
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.filing import judging, receiving, writing
from neighbourhood.needs.intake import found
from neighbourhood.needs.intake.columns import plain
from neighbourhood.needs.intake.lines import Scales, Weighed
from neighbourhood.needs.intake.weighing import mark_of
from neighbourhood.partners.models import Partner
from neighbourhood.places.queries import quartiers_of

_LINES = 1_000
_PATIENCE = timedelta(minutes=5)


@job
def handle(file_id: int) -> None:
    """Do what a file waits for; another time changes nothing."""
    file = db.session.get(NeedFile, file_id)
    if file is not None and file.is_reading:
        _check(file)
    elif file is not None and file.is_writing:
        _write(file_id)
    elif file is not None and file.is_approving:
        _approve(file_id)


@periodic(minute="*/5")
def go_on() -> None:
    """Take up the files that stand still: whoever worked at them was stopped."""
    for file_id in found.standing_still(now() - _PATIENCE):
        handle(file_id)


def _check(file: NeedFile) -> None:
    rows, file_id, partner_id = receiving.rows_of(file), file.id, file.partner_id
    town = db.session.get_one(Partner, partner_id).municipality_id
    quartiers = {plain(quartier.name): quartier.id for quartier in quartiers_of(town)}
    scales = Scales(quartiers, lambda reference: mark_of(partner_id, reference))
    weighed: list[Weighed] = []
    for place, each in enumerate(scales.weigh(rows), start=1):
        weighed.append(each)
        if place % 50 == 0:
            give_way()
        if place % _LINES == 0:
            with transaction():
                receiving.note_progress(file_id, place)
    with transaction():
        receiving.note_checked(file_id, weighed)


def _write(file_id: int) -> None:
    with transaction():
        file = hold(NeedFile, file_id)
        work = writing.begin(file) if file.is_writing else None
    if work is not None:
        while _one_more(lambda: writing.write_some(file_id, work)):
            give_way()


def _one_more(piece: Callable[[], bool]) -> bool:
    with transaction():
        return piece()


def _approve(file_id: int) -> None:
    while _one_more(lambda: judging.approve_some(file_id)):
        give_way()
