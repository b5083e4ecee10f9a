"""How a broadcast reaches hundreds of sockets: one frame, encoded once, the same bytes to each.

Socket.IO wakes a writer for each receiver, which encodes the same text again. Here a receiver whose
writer is idle gets the ready frame at once; a slow one gets it through its queue, in order.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from socket import SHUT_RDWR
from types import MethodType
from typing import TYPE_CHECKING, Any

from flask import Flask

from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.lazily import sparingly
from neighbourhood.foundation.settings import EXTENSION, Settings

if TYPE_CHECKING:
    import socketio as engine
    from engineio import packet as eio_packet
    from engineio.async_drivers.gevent import WebSocketWSGI
    from socketio import packet
else:
    engine, packet = sparingly("socketio"), sparingly("socketio.packet")
    eio_packet = sparingly("engineio.packet")
    WebSocketWSGI = sparingly("engineio.async_drivers.gevent").WebSocketWSGI

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 64 * 1024
# A receiver this far behind is cut off: it comes back and asks for what it missed.
MOST_WAITING = 1000
RESIDENT = "resident:"
_TEXT_FRAME = 0x81


class Frame(bytes):
    """A whole WebSocket frame, ready to be written."""


def frame_of(text: str) -> Frame:
    """Return `text` as a WebSocket text frame of a server (RFC 6455, 5.2)."""
    data = text.encode()
    size = len(data)
    if size < 126:
        head = bytes((_TEXT_FRAME, size))
    elif size < 65536:
        head = bytes((_TEXT_FRAME, 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((_TEXT_FRAME, 127)) + size.to_bytes(8, "big")
    return Frame(head + data)


def framed(frame: Frame) -> eio_packet.Packet:
    """Return an Engine.IO message that is written as `frame`."""
    ready = eio_packet.Packet(eio_packet.MESSAGE)
    ready.encode_cache = frame
    return ready


class Wire(WebSocketWSGI):  # type: ignore[misc]
    """The WebSocket of one receiver, which also takes ready frames."""

    def __init__(self, handler: MethodType, server: object) -> None:
        super().__init__(handler, server)
        self.server_args["max_message_size"] = LARGEST_MESSAGE
        receiver: Any = handler.__self__
        self.receiver = receiver
        receiver.wire = self
        self.busy = False

    def send(self, message: str | Frame) -> None:
        """Write all of `message`, waiting for the network as long as it takes."""
        if not self.ws.connected:
            raise OSError("the connection is closed")
        self.busy = True
        try:
            self.ws.sock.sendall(message if isinstance(message, Frame) else frame_of(message))
        finally:
            self.busy = False

    def offer(self, frame: Frame) -> bytes:
        """Write what the network takes at once, unless something waits; return what is left."""
        if self.busy or not self.receiver.queue.empty():
            return frame
        sock = self.ws.sock
        try:  # around all of it: a closed socket of gevent fails at any question
            encrypted = hasattr(sock, "cipher")
            return frame if encrypted else frame[os.write(sock.fileno(), frame) :]
        except OSError:
            return frame

    def hang_up(self) -> None:
        """Cut the line; both ends notice."""
        with suppress(OSError, AttributeError):  # it may be gone, or not there yet
            self.ws.sock.shutdown(SHUT_RDWR)


class Direct(engine.Manager):  # type: ignore[misc]
    """The rooms of this process."""

    def __init__(self, *given: object, **options: object) -> None:
        super().__init__(*given, **options)
        self._ready: dict[tuple[str, str | None], list[Frame]] = {}

    def set_server(self, server: engine.Server) -> None:
        """Give the server our wires."""
        super().set_server(server)
        server.eio._async = {**server.eio._async, "websocket": Wire}  # noqa: SLF001 - no setting for it

    def emit(
        self,
        event: str,
        data: object,
        namespace: str,
        room: str | None = None,
        skip_sid: object = None,
        callback: object = None,
        to: str | None = None,
        **more: object,
    ) -> None:
        """Send an event with one argument to a room, encoded once."""
        room = to or room
        wired = all(self._wire(eio_sid) for _, eio_sid in self.get_participants(namespace, room))
        if skip_sid or callback or not wired or not isinstance(data, dict):
            # What rooms wait to hear was said before.
            self._flush()
            tell = partial(super().emit, event, data, namespace, skip_sid=skip_sid, **more)
            if callback:
                tell(room=room, callback=callback)
            else:
                self._each(namespace, room, lambda sid, _eio_sid: tell(room=sid))
            return
        text = packet.Packet(packet.EVENT, [event, data], namespace, binary=False).encode()
        if not self._ready:
            # What is said in one turn of the loop, such as a group commit, goes out together.
            self.server.start_background_task(self._flush)
        frames = self._ready.setdefault((namespace, room), [])
        frames.append(frame_of(f"{eio_packet.MESSAGE}{text}"))

    def together(self) -> AbstractContextManager[None]:
        """Tell the other processes in one go of all that is said meanwhile: here are none."""
        return nullcontext()

    def _wire(self, eio_sid: str) -> Wire | None:
        return getattr(self.server.eio.sockets.get(eio_sid), "wire", None)

    def _flush(self) -> None:
        ready, self._ready = self._ready, {}
        for (namespace, room), frames in ready.items():
            together = Frame(b"".join(frames))
            self._each(namespace, room, partial(self._deliver, together))

    def _each(self, namespace: str, room: str | None, tell: Callable[[str, str], object]) -> None:
        """Tell everyone in a room: one who cannot be told keeps nobody else from hearing."""
        for sid, eio_sid in list(self.get_participants(namespace, room)):
            try:
                tell(sid, eio_sid)
            except Exception as failure:  # noqa: BLE001 - a receiver fails in ways of its own
                # Without the message: it may hold what was said.
                log.warning("a live connection could not be told: %s", type(failure).__name__)
                self._cut_off(eio_sid)

    def _cut_off(self, eio_sid: str) -> None:
        wire = self._wire(eio_sid)
        if wire is not None:
            wire.hang_up()

    def _deliver(self, frames: Frame, _sid: str, eio_sid: str) -> None:
        wire = self._wire(eio_sid)
        if wire is None:
            return
        rest = wire.offer(frames)
        if rest and wire.receiver.queue.qsize() > MOST_WAITING:
            wire.hang_up()
        elif rest:
            self.server._send_eio_packet(eio_sid, framed(Frame(rest)))  # noqa: SLF001

    def _disconnect(self, namespace: str, sid: str, _eio_sid: str) -> None:
        self.server.disconnect(sid, namespace, ignore_queue=True)

    def close_room(self, room: str, namespace: str) -> None:
        """Empty a room; who is in the room of a resident is disconnected altogether."""
        if room.startswith(RESIDENT):
            self._each(namespace, room, partial(self._disconnect, namespace))
        super().close_room(room, namespace)


class Shared(engine.RedisManager, Direct):  # type: ignore[misc]
    """The rooms of all processes: what one says, Redis repeats to the others.

    What Redis loses while it is down, browsers ask for again: each message names the one before.
    """

    def __init__(self, *given: object, **options: object) -> None:
        super().__init__(*given, **options)
        self._held: list[str] | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Tell the other processes in one go: Redis answers once, not after each."""
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            self._send(held)

    def _publish(self, data: object) -> None:
        if self._held is None:
            super()._publish(data)
        else:
            self._held.append(self.json.dumps(data))

    def _send(self, held: list[str]) -> None:
        for _attempt in range(2):
            try:
                if not self.connected:
                    self._redis_connect()
                with self.redis.pipeline(transaction=False) as pipeline:
                    for one in held:
                        pipeline.publish(self.channel, one)
                    pipeline.execute()
            except Exception:  # noqa: BLE001 - as for one alone: Redis fails in ways of its own
                self.connected: bool = False
            else:
                return
        log.error("Redis could not be told of %d lines", len(held))


def bind(app: Flask) -> None:
    """Open the sockets of `app` to the pages of this site."""
    chosen: Settings = app.extensions[EXTENSION]
    if chosen.redis_url:
        options = {"socket_connect_timeout": 2}
        manager = Shared(chosen.redis_url, channel="palier-chat", redis_options=options)
    else:
        manager = Direct()
    socketio.init_app(
        app,
        client_manager=manager,
        async_mode="gevent",
        cors_allowed_origins=list(chosen.origins),
        transports=["websocket"],
        max_http_buffer_size=LARGEST_MESSAGE,
    )
