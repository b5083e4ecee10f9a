from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from flask_socketio import SocketIOTestClient
from sqlalchemy import select, update

from messaging import jobs
from messaging.actions import talking, threads
from messaging.delivery import Direct
from messaging.models import Conversation, Message
from messaging.sockets import talking as sockets
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.wires import Server, in_a_room

ORIGIN = "http://localhost"


@pytest.fixture
def quartier(make):
    return make.quartier()


@pytest.fixture
def karima(make, quartier) -> Resident:
    return make.resident("Karima Benali", quartier)


@pytest.fixture
def marcel(make, quartier) -> Resident:
    return make.resident("Marcel Lefèvre", quartier)


@pytest.fixture
def stranger(make, quartier) -> Resident:
    return make.resident("Paul Noise", quartier)


@pytest.fixture
def open_between(make) -> Callable[..., Conversation]:
    """Open a conversation about something that does not exist: enough to talk."""

    def open_one(*people: Resident, about_id: int = 1, subject: str = "Un carton") -> Conversation:
        with make.writing():
            return threads.open_conversation(
                about=("reply", about_id),
                subject=subject,
                path="/entraide/annonces/1",
                members=[person.id for person in people],
            )

    return open_one


@pytest.fixture
def conversation(open_between, karima, marcel) -> Conversation:
    return open_between(karima, marcel)


@pytest.fixture
def people(make, quartier, karima, marcel):
    return [karima, marcel, *(make.resident(f"Voisin Numéro{n}", quartier) for n in range(8))]


@pytest.fixture
def many(open_between, people) -> Conversation:
    return open_between(*people, subject="Le jardin partagé")


@pytest.fixture
def rows(app) -> Callable[..., list]:
    """Read rows as they are by now, in an application context that no request shares."""

    def read(statement):
        with app.app_context():
            return list(db.session.scalars(statement))

    return read


@pytest.fixture
def say(make) -> Callable[..., int]:
    """Say something directly and return the id of the message."""

    def speak(person: Resident, conversation: Conversation, text: str = "Bonjour") -> int:
        with make.writing() as session:
            actor = session.get_one(Resident, person.id)
            return talking.send_message(Actor.of(actor), conversation.id, text=text).id

    return speak


class Live:
    """A browser with a live connection."""

    def __init__(self, client: SocketIOTestClient) -> None:
        self.client = client

    @property
    def connected(self) -> bool:
        return self.client.is_connected()

    def join(self, conversation_id, last_seen_id=0):
        said = {"id": conversation_id, "last_seen_id": last_seen_id}
        return self.client.emit("conversation:join", said, callback=True)

    def send(self, conversation_id, text="Bonjour", client_id=None):
        said = {
            "conversation_id": conversation_id,
            "client_id": client_id or str(uuid4()),
            "text": text,
        }
        return self.client.emit("message:send", said, callback=True)

    def read(self, conversation_id, last_read_id):
        said = {"conversation_id": conversation_id, "last_read_id": last_read_id}
        return self.client.emit("message:read", said, callback=True)

    def heard(self, event="message:new"):
        return [told["args"][0] for told in self.client.get_received() if told["name"] == event]


@pytest.fixture
def live(app, signed_in) -> Iterator[Callable[..., Live]]:
    """Open live connections: `live(karima)`; they end with the test."""
    opened: list[Live] = []

    def connect(person: Resident | None, origin: str | None = ORIGIN, browser=None) -> Live:
        browser = browser or (app.test_client() if person is None else signed_in(person))
        headers = {"Origin": origin} if origin else {}
        client = socketio.test_client(app, flask_test_client=browser, headers=headers)
        opened.append(Live(client))
        return opened[-1]

    yield connect
    for one in opened:
        if one.connected:
            one.client.disconnect()


@pytest.fixture
def refusals(monkeypatch):
    """What refused connections are told."""
    told = []

    class Told(sockets.Refused):
        def __init__(self, *said):
            told.append(said)
            super().__init__(*said)

    monkeypatch.setattr(sockets, "Refused", Told)
    return told


@pytest.fixture
def server(receivers) -> Server:
    return Server(receivers)


@pytest.fixture
def manager(server, receivers) -> Direct:
    """The rooms of this process, in one of which all `receivers` are."""
    return in_a_room(Direct(), server, receivers)


@pytest.fixture
def told(app, make, rows):
    """Let some minutes go by; return what each was told since."""

    def look(minutes=2):
        with make.writing() as session:
            moved = now() - timedelta(minutes=minutes)
            session.execute(update(Conversation).values(last_message_at=moved))
            session.execute(update(Message).values(created_at=moved))
        with app.app_context():
            jobs.tell_absent()
        news = rows(select(Notification).order_by(Notification.id))
        return [(one.resident_id, one.kind) for one in news]

    return look
