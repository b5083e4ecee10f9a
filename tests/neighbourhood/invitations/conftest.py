from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.invitations import actions
from neighbourhood.invitations.models import Invitation, Occasion, SeatRequest, Side
from neighbourhood.places.models import Reach
from tests.support.wordings import a_couscous


class Table:
    """Karima invites in Les Tanneurs; Marcel and Inès live there too, Paul across the river."""

    def __init__(self, make) -> None:
        self.make = make
        municipality = make.municipality()
        tanneurs = make.quartier("Les Tanneurs", municipality)
        self.karima = make.resident("Karima Benali", tanneurs)
        self.marcel = make.resident("Marcel Dupont", tanneurs)
        self.ines = make.resident("Inès Moreau", tanneurs)
        self.paul = make.resident("Paul Leroy", make.quartier("Le Port", municipality))
        self.newcomer = make.resident("Nour Haddad", verified=False)

    def wording(self, **more) -> actions.Wording:
        when = {"occasion": Occasion.CHRISTMAS, "held_at": now() + timedelta(days=20)}
        words = {"title": "Un couvert de plus pour Noël", "body": "Sans chichi."}
        return a_couscous(**{**when, **words, "seats": 3, "reach": Reach.QUARTIER, **more})

    def act(self, action, actor, target, **more):
        """Run an action as somebody, on rows read again."""
        return self.make.act(action, actor, target, **more)

    def invitation(self, author=None, *, side=Side.HOST, **more) -> Invitation:
        who, wording = author or self.karima, self.wording(**more)
        return self.make.act(actions.publish, who, side=side, wording=wording)

    def ask(self, invitation, resident, seats=1, message="Avec joie.") -> SeatRequest:
        return self.act(actions.ask, resident, invitation, message=message, seats=seats)

    def change(self, invitation, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(Invitation, invitation.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)


@pytest.fixture
def table(make) -> Table:
    return Table(make)
