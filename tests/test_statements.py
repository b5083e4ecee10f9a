"""How many statements a page sends: few, and as many for fifty rows as for five."""

from datetime import timedelta

import pytest

import neighbourhood.invitations.actions as invitations
from messaging.actions import talking
from messaging.queries import conversations
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.invitations.models import Side
from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Municipality, Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.needs import open_office_in
from tests.support.wordings import a_couscous, a_shelf

# Who is signed in, the page itself, the figures of the menu: three. What is more has its reason.
MOST = {
    "/": 3,
    "/entraide": 4,  # the categories of the town
    "/entraide?q=étagère": 5,
    "/messages": 3,
    "/notifications": 3,
    "/entraide/mes-annonces": 5,  # notices, how many replies they have, my own replies
    "/invitations/miennes": 4,  # invitations, the seats I asked for
    "/solidarite": 6,  # needs to fund, needs met, packages, quartiers to choose from
    "/solidarite/mes-dons": 7,  # gifts, transfers, monthly ones, needs, earlier mailbox
    "/entraide/carte": 6,  # squares, and the town they are drawn on
}


class Town:
    """A quartier in which as much as one likes happens to Karima."""

    def __init__(self, app, make) -> None:
        self.make, self.count = make, 0
        self.office = open_office_in(app, make)
        with make.writing() as session:
            self.town = session.get_one(Municipality, self.office.quartier.municipality_id)
        self.karima = make.resident("Karima Benali", self.office.quartier)
        self.port = make.quartier("Le Port", self.town)

    def live(self, rounds: int) -> None:
        for _round in range(rounds):
            self._one_of_each()

    def _one_of_each(self) -> None:
        self.count += 1
        neighbour = self.make.resident(f"Voisin Numéro{self.count}", self.port)
        need, funded = self.office.open(), self.office.open(target_cents=2000)
        self.office.give(self.karima, need, 500)
        self.office.give(neighbour, funded, 2000)
        with self.make.writing() as session:
            me, other = (session.get_one(Resident, one.id) for one in (self.karima, neighbour))
            mine, theirs = self._notice(me), self._notice(other)
            for reply in (
                replies.reply(Actor.of(other), mine, text="Je peux venir."),
                replies.reply(Actor.of(me), theirs, text="Volontiers."),
            ):
                thread = conversations.thread_of("reply", reply.id)
                talking.send_message(Actor.of(other), thread.id, text="À demain.")
            for one, someone in ((me, other), (other, me)):
                table = invitations.publish(Actor.of(one), side=Side.HOST, wording=self._table())
                invitations.ask(Actor.of(someone), table, message="Nous viendrions.", seats=1)
            session.add(
                Notification(
                    resident_id=me.id,
                    kind="exchanges.closed",
                    details={"title": "Une étagère"},
                    path="/entraide",
                )
            )

    def _notice(self, author: Resident):
        wording = a_shelf(title=f"Monter une étagère {self.count}", reach=Reach.TOWN)
        return notices.publish(Actor.of(author), direction=Direction.ASK, wording=wording)

    def _table(self) -> invitations.Wording:
        return a_couscous(held_at=now() + timedelta(days=9))


@pytest.fixture
def counted(app, make, signed_in, statements):
    """Count what each page sends once a first look has filled what the process remembers."""
    town = Town(app, make)

    def count(rounds: int) -> dict[str, list[str]]:
        town.live(rounds)
        karima = signed_in(town.karima)
        sent = {}
        for path in MOST:
            assert karima.get(path).status_code == 200, path
            statements.clear()
            karima.get(path)
            sent[path] = statements.copy()
        return sent

    return count


def test_lists_send_few_statements_and_no_more_when_they_grow(counted):
    few, many = counted(2), counted(4)
    for path, most in MOST.items():
        assert len(few[path]) <= most, f"{path}:\n" + "\n".join(few[path])
        assert len(many[path]) == len(few[path]), f"{path} grows:\n" + "\n".join(many[path])


def test_a_long_list_is_cut_into_pages(counted):
    sent = counted(11)
    for path, most in MOST.items():
        assert len(sent[path]) <= most, path
