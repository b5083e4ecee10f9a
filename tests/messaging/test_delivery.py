"""How a broadcast is written: one frame for all, in order, whole or in parts."""

import json
import socket
from types import SimpleNamespace

import pytest
from wsproto.frame_protocol import FrameProtocol

from messaging import delivery
from messaging.delivery import RESIDENT, Frame, Shared, frame_of
from tests.support.wires import Receiver, event, in_a_room


@pytest.mark.parametrize("size", [0, 5, 125, 126, 4000, 65535, 65536, 200_000])
def test_frames_are_read_by_another_library(size):
    text = "é" * (size // 2)
    protocol = FrameProtocol(client=True, extensions=[])
    protocol.receive_bytes(frame_of(text))
    received = list(protocol.received_frames())
    assert "".join(frame.payload for frame in received) == text
    assert received[-1].message_finished


@pytest.fixture
def receivers():
    both = {"one": Receiver(), "two": Receiver()}
    yield both
    for receiver in both.values():
        receiver.close()


def test_everyone_gets_the_same_bytes(manager, server, receivers):
    manager.emit("message:new", {"text": "Bonjour"}, "/", room="room")
    server.turn()
    assert [receiver.read() for receiver in receivers.values()] == [event("Bonjour")] * 2
    assert server.queued == []


def test_what_is_said_in_one_turn_goes_out_together_in_order(manager, server, receivers):
    for text in ("un", "deux", "trois"):
        manager.emit("message:new", {"text": text}, "/", room="room")
    assert len(server.tasks) == 1
    server.turn()
    assert receivers["one"].read() == event("un") + event("deux") + event("trois")


def test_another_room_hears_nothing(manager, server, receivers):
    manager.emit("message:new", {"text": "Bonjour"}, "/", room="elsewhere")
    server.turn()
    with pytest.raises(BlockingIOError):
        receivers["one"].far.recv(1, socket.MSG_DONTWAIT)


def test_what_waits_is_not_overtaken(manager, server, receivers):
    receivers["one"].queue.put("something said before")
    receivers["two"].wire.busy = True
    manager.emit("message:new", {"text": "Bonjour"}, "/", room="room")
    server.turn()
    assert server.queued == [("one", event("Bonjour")), ("two", event("Bonjour"))]
    assert all(isinstance(frame, Frame) for _name, frame in server.queued)


def test_a_slow_network_takes_a_part_and_gets_the_rest_later(manager, server, receivers):
    manager.emit("message:new", {"text": "a" * 3_000_000}, "/", room="room")
    server.turn()
    rest = dict(server.queued)["one"]
    received = b"".join(receivers["one"].parts())
    assert 0 < len(rest) < 3_000_000
    assert received + rest == event("a" * 3_000_000)


def test_who_is_far_behind_is_cut_off(manager, server, receivers, monkeypatch):
    monkeypatch.setattr(delivery, "MOST_WAITING", 2)
    for number in range(3):
        receivers["one"].queue.put(number)
    manager.emit("message:new", {"text": "Bonjour"}, "/", room="room")
    server.turn()
    assert receivers["one"].read() == b""
    assert server.queued == []
    assert receivers["two"].read() == event("Bonjour")


def test_who_left_in_between_is_passed_over(manager, server, receivers):
    manager.emit("message:new", {"text": "Bonjour"}, "/", room="room")
    gone = server.eio.sockets.pop("one")
    server.turn()
    assert receivers.keys() == {"two"}
    assert receivers["two"].read() == event("Bonjour")
    gone.close()


def test_encrypted_and_closed_sockets_are_left_to_their_writer(receivers):
    wire = receivers["one"].wire
    wire.ws.sock = SimpleNamespace(cipher=lambda: None)
    assert wire.offer(event("Bonjour")) == event("Bonjour")
    wire.ws.sock = receivers["one"].near
    receivers["one"].near.close()
    assert wire.offer(event("Bonjour")) == event("Bonjour")
    wire.hang_up()


def test_a_writer_writes_texts_and_ready_frames(receivers):
    receiver = receivers["one"]
    receiver.wire.send("2")
    receiver.wire.send(event("Bonjour"))
    assert receiver.read() == frame_of("2") + event("Bonjour")
    assert not receiver.wire.busy
    receiver.wire.ws.connected = False
    with pytest.raises(OSError, match="closed"):
        receiver.wire.send("2")


def test_leaving_the_room_of_a_resident_is_being_disconnected(manager, server):
    home = f"{RESIDENT}7"
    manager.basic_enter_room("sid one", "/", home, eio_sid="one")
    manager.close_room(home, "/")
    assert server.disconnected == [("sid one", "/", True)]
    manager.close_room("room", "/")
    assert server.disconnected == [("sid one", "/", True)]


def test_among_several_processes_each_delivers_directly(server, receivers, monkeypatch):
    published = []
    manager = in_a_room(Shared("redis://127.0.0.1:1/0"), server, receivers)
    monkeypatch.setattr(manager, "_publish", published.append)
    manager.emit("message:new", {"text": "Bonjour"}, "/", room="room")
    server.turn()
    assert receivers["one"].read() == event("Bonjour")
    assert [message["method"] for message in published] == ["emit"]
    home = f"{RESIDENT}7"
    manager.basic_enter_room("sid one", "/", home, eio_sid="one")
    manager._handle_close_room({"room": home, "namespace": "/"})
    assert server.disconnected == [("sid one", "/", True)]
    # What another process published is delivered the same way.
    manager._handle_emit({**published[0], "host_id": "another"})
    server.turn()
    assert receivers["two"].read() == event("Bonjour") * 2


class Line:
    """A pipeline of Redis, which fails as often as it is told to."""

    def __init__(self, failures=0):
        self.failures, self.said, self.sent = failures, [], []

    def __enter__(self):
        self.said = []
        return self

    def __exit__(self, *_failure):
        return None

    def publish(self, _channel, said):
        self.said.append(json.loads(said)["data"][0]["text"])

    def execute(self):
        self.failures -= 1
        if self.failures >= 0:
            raise ConnectionError
        self.sent.append(self.said)


@pytest.mark.parametrize(
    ("failures", "sent"), [(0, [["un", "deux"]]), (1, [["un", "deux"]]), (2, [])]
)
def test_many_lines_are_told_to_other_processes_in_one_go(
    server, receivers, monkeypatch, failures, sent
):
    manager, line = in_a_room(Shared("redis://127.0.0.1:1/0"), server, receivers), Line(failures)
    manager.redis = SimpleNamespace(pipeline=lambda transaction: line)
    monkeypatch.setattr(manager, "_redis_connect", lambda: None)
    with manager.together():
        for text in ("un", "deux"):
            manager.emit("message:new", {"text": text}, "/", room="room")
        assert line.sent == []
    server.turn()
    assert line.sent == sent
    # Whatever becomes of Redis, who is connected here hears both.
    assert receivers["one"].read() == event("un") + event("deux")
