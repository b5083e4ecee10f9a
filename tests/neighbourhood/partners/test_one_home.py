"""Two administrators of one home give one opinion."""

import pytest

from neighbourhood.foundation.storing import holding
from neighbourhood.partners.actions import accrediting
from neighbourhood.partners.models import Partner
from neighbourhood.partners.policies.accrediting import NeedsAnotherAdministrator, WorksForThem
from neighbourhood.residents.acting import Actor


def test_two_administrators_of_one_home_are_one(town, managed):
    number = town.submitted(applicant=town.sophie, name="Repair", siret="44306184100047")
    door = town.make.address()
    with town.writing():
        for one in (town.nadege, town.aylin):
            town.who(one).address_id = door.id
    town.approve(number, town.nadege)
    with pytest.raises(NeedsAnotherAdministrator):
        town.approve(number, town.aylin)
    with town.writing():
        partner = holding.hold(Partner, managed)
        accrediting.suspend(Actor.of(town.who(town.nadege)), partner, reason="Plus de réponse.")
    with pytest.raises(NeedsAnotherAdministrator), town.writing():
        accrediting.reinstate(Actor.of(town.who(town.aylin)), holding.hold(Partner, managed))


def test_nobody_decides_about_what_somebody_at_home_asks_for(town, managed):
    number = town.submitted(applicant=town.sophie, name="Repair", siret="44306184100047")
    door = town.make.address()
    with town.writing():
        for one in (town.sophie, town.nadege):
            town.who(one).address_id = door.id
    with pytest.raises(WorksForThem):
        town.approve(number, town.nadege)
    town.approve(number, town.aylin)
