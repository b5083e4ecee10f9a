"""One receiver that is gone keeps none of the others from hearing."""

import socket
from types import SimpleNamespace

import pytest
from engineio.exceptions import SocketIsClosedError
from gevent import socket as gevent_socket

from messaging.delivery import RESIDENT
from tests.support.wires import Receiver, Server, event

NAMES = ("one", "two", "three")
TEXTS = ("un", "deux", "trois")


@pytest.fixture
def receivers():
    three = {name: Receiver() for name in NAMES}
    yield three
    for receiver in three.values():
        receiver.close()


def closed_socket(receiver, _monkeypatch):
    """Its socket was closed: whatever is asked of it fails."""
    near, far = gevent_socket.socketpair()
    near.close()
    far.close()
    receiver.wire.ws.sock = near


def closed_session(receiver, monkeypatch):
    """It writes slowly, and Engine.IO has closed its session."""
    receiver.wire.busy = True
    monkeypatch.setattr(Server, "_send_eio_packet", refuse)


def without_a_socket(receiver, _monkeypatch):
    """Its connection was never opened to the end."""
    receiver.wire.ws = SimpleNamespace()


def of_an_unknown_kind(receiver, _monkeypatch):
    """It fails in a way that nobody thought of."""
    receiver.queue = None


def refuse(_server, _eio_sid, _packet):
    raise SocketIsClosedError


WAYS = (closed_socket, closed_session, without_a_socket, of_an_unknown_kind)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("gone", NAMES)
def test_the_others_get_every_line_in_order(manager, server, receivers, gone, way, monkeypatch):
    way(receivers[gone], monkeypatch)
    for turn in (TEXTS, TEXTS[::-1]):
        for text in turn:
            manager.emit("message:new", {"text": text}, "/", room="room")
        server.turn()
    heard = b"".join(map(event, (*TEXTS, *TEXTS[::-1])))
    others = [receiver for name, receiver in receivers.items() if name != gone]
    assert [receiver.read() for receiver in others] == [heard, heard]


@pytest.mark.parametrize("gone", NAMES)
def test_so_do_the_other_rooms(manager, server, receivers, gone, monkeypatch):
    of_an_unknown_kind(receivers[gone], monkeypatch)
    for name in NAMES:
        manager.emit("message:new", {"text": name}, "/", room=f"sid {name}")
    server.turn()
    others = {name: receiver for name, receiver in receivers.items() if name != gone}
    assert {name: one.read() for name, one in others.items()} == {n: event(n) for n in others}


@pytest.mark.parametrize("gone", NAMES)
def test_so_do_those_who_have_no_wire(manager, server, receivers, gone, monkeypatch):
    def send(_server, eio_sid, packet):
        if eio_sid == gone:
            raise SocketIsClosedError
        server.queued.append((eio_sid, packet.encode()))

    for receiver in receivers.values():
        del receiver.wire
    monkeypatch.setattr(Server, "_send_eio_packet", send)
    for text in TEXTS:
        manager.emit("message:new", {"text": text}, "/", room="room")
    heard = [f'42["message:new",{{"text":"{text}"}}]' for text in TEXTS]
    for name in set(NAMES) - {gone}:
        assert [said.replace(": ", ":") for who, said in server.queued if who == name] == heard


def test_what_was_said_before_is_not_overtaken_by_what_takes_no_wire(manager, server, receivers):
    manager.emit("message:new", {"text": "un"}, "/", room="room")
    manager.emit("left", None, "/", room="room")
    assert receivers["one"].read() == event("un")
    assert [who for who, _packet in server.queued] == list(NAMES)


@pytest.mark.parametrize("gone", NAMES)
def test_hanging_up_reaches_the_other_connections(manager, server, receivers, gone, monkeypatch):
    home, disconnect = f"{RESIDENT}7", server.disconnect
    for name in NAMES:
        manager.basic_enter_room(f"sid {name}", "/", home, eio_sid=name)

    def fail_for_one(sid, *given, **more):
        disconnect(sid, *given, **more)
        if sid == f"sid {gone}":
            raise SocketIsClosedError

    monkeypatch.setattr(server, "disconnect", fail_for_one)
    manager.close_room(home, "/")
    assert [sid for sid, *_ in server.disconnected] == [f"sid {name}" for name in NAMES]
    assert list(manager.get_participants("/", home)) == []
    # The line of the one that could not be told is cut all the same.
    assert receivers[gone].far.recv(1, socket.MSG_DONTWAIT) == b""


def test_nothing_that_was_said_is_written_down(manager, server, receivers, monkeypatch, caplog):
    def fail(_server, _eio_sid, _packet):
        raise ValueError("un secret")

    receivers["one"].wire.busy = True
    monkeypatch.setattr(Server, "_send_eio_packet", fail)
    manager.emit("message:new", {"text": "un secret"}, "/", room="room")
    server.turn()
    assert "a live connection could not be told: ValueError" in caplog.text
    assert "secret" not in caplog.text
