"""Two members trust a newcomer at the same moment: the second counts what the first gave."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.actions import entering, making, trusting
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership, Role
from neighbourhood.groups.queries import trusts
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting
from tests.support.wordings import a_group

pytestmark = pytest.mark.postgres


@pytest.fixture
def both_trust(make, at_once):
    """Have two members trust a newcomer at once; return what she becomes by it."""
    here = make.quartier("Les Tanneurs", make.municipality())
    karima, marcel, ines = (
        make.resident(name, here) for name in ("Karima Benali", "Marcel Dupont", "Inès Moreau")
    )
    group = make.act(making.make, karima, wording=a_group())
    of_marcel = make.act(entering.enter, marcel, group)
    of_ines = make.act(entering.enter, ines, group)
    with make.writing() as session:
        session.get_one(Membership, of_marcel.id).role = Role.MEMBER

    def trust(resident_id: int) -> None:
        actor = Actor.of(db.session.get_one(Resident, resident_id))
        held, whom = db.session.get_one(Group, group.id), db.session.get_one(Membership, of_ines.id)
        trusting.trust(actor, held, whom)

    def run() -> Role:
        assert at_once(trust, [karima.id, marcel.id]) == [None, None]
        with make.writing() as session:
            return session.get_one(Membership, of_ines.id).role

    return run


def test_she_is_a_member_once_both_did(both_trust):
    assert both_trust() is Role.MEMBER


def test_without_the_lock_each_counts_its_own_alone(both_trust, monkeypatch):
    together, counted = Meeting(2), trusts.count

    def both_count_before_either_commits(other: Membership, step: Role) -> int:
        found = counted(other, step)
        together.wait()
        return found

    monkeypatch.setattr(trusting, "hold", db.session.get_one)
    monkeypatch.setattr(trusts, "count", both_count_before_either_commits)
    assert both_trust() is Role.NEWCOMER
