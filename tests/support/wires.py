"""Receivers of a broadcast over real pairs of sockets, and the server that tells them."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from types import SimpleNamespace

from gevent.queue import JoinableQueue
from socketio.packet import Packet

from messaging.delivery import Direct, Wire, frame_of


class Receiver:
    """An Engine.IO socket with a wire over a real pair of sockets."""

    def __init__(self) -> None:
        self.queue = JoinableQueue()
        self.near, self.far = socket.socketpair()
        self.near.setblocking(False)
        self.wire = Wire(self.handle, None)
        self.wire.ws = SimpleNamespace(sock=self.near, connected=True)

    def handle(self, _ws):
        """What Engine.IO would run."""

    def read(self):
        return self.far.recv(1_000_000, socket.MSG_DONTWAIT)

    def parts(self):
        self.far.setblocking(False)
        with suppress(BlockingIOError):
            while True:
                yield self.read()

    def close(self):
        self.near.close()
        self.far.close()


class Server:
    """What the manager uses of a Socket.IO server."""

    packet_class = Packet

    def __init__(self, receivers) -> None:
        self.eio = SimpleNamespace(_async={"websocket": None}, sockets=receivers)
        self.queued = []
        self.tasks = []
        self.disconnected = []
        self.logger = None

    def start_background_task(self, task):
        self.tasks.append(task)

    def _send_eio_packet(self, eio_sid, packet):
        self.queued.append((eio_sid, packet.encode()))

    def disconnect(self, sid, namespace, *, ignore_queue):
        self.disconnected.append((sid, namespace, ignore_queue))

    def turn(self):
        """End this turn of the loop."""
        tasks, self.tasks = self.tasks, []
        for task in tasks:
            task()


def event(text):
    """The frame of a line that says `text`."""
    return frame_of(f'42["message:new",{{"text":"{text}"}}]')


def in_a_room(manager: Direct, server: Server, receivers: Mapping[str, Receiver]) -> Direct:
    """Return `manager` with its server, and all receivers in "room"."""
    manager.set_server(server)
    for name in receivers:
        for room in (None, f"sid {name}", "room"):
            manager.basic_enter_room(f"sid {name}", "/", room, eio_sid=name)
    return manager
