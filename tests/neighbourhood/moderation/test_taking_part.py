"""Whose own matter a thing is before anybody reported it."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.moderation.queries.parties import takes_part
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


def is_own(town, who, code, thing_id) -> bool:
    with town.make.writing():
        kind = REPORTABLES[code]
        return takes_part(db.session.get_one(Resident, who.id), kind, kind.load(thing_id))


@pytest.mark.parametrize("code", ["notice", "resident"])
@pytest.mark.parametrize("odile_blocks", [True, False])
def test_who_is_kept_apart_from_the_author_takes_part(town, things, code, odile_blocks):
    assert not is_own(town, town.odile, code, things[code])
    pair = (town.odile.id, town.karima.id) if odile_blocks else (town.karima.id, town.odile.id)
    with town.make.writing() as session:
        session.add(Block(blocker_id=pair[0], blocked_id=pair[1]))
    assert is_own(town, town.odile, code, things[code])
    assert not is_own(town, town.readers[3], code, things[code])


def test_an_administrator_who_writes_for_an_organisation_is_within_reach(town, things):
    with town.make.writing() as session:
        kind = REPORTABLES["need"]
        for number in kind.authors(kind.load(things["need"])):
            session.get_one(Resident, number).is_administrator = True
    assert not is_own(town, town.odile, "need", things["need"])
    town.change(town.karima, is_administrator=True)
    assert is_own(town, town.odile, "notice", things["notice"])
