"""Live events that may be answered without a request around them.

Flask-SocketIO builds a request, a session and a signed-in resident for every event: for one line of
chat that is most of the work. An event whose connection was allowed a moment ago can be answered
`at_once`; whatever that declines goes the ordinary way, where every rule is checked.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from neighbourhood.foundation.lazily import sparingly

if TYPE_CHECKING:
    import flask_socketio
else:
    flask_socketio = sparingly("flask_socketio")

Answer = dict[str, Any]
AtOnce = Callable[..., Answer | None]


class Sockets(flask_socketio.SocketIO):  # type: ignore[misc]
    """Flask-SocketIO with a way around the request for events that know their caller."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once: dict[str, AtOnce] = {}

    def _handle_event(
        self, handler: Callable[..., Any], message: str, namespace: str, sid: str, *args: Any
    ) -> Any:
        shortcut = self.at_once.get(message) if len(args) == 1 else None
        answer = shortcut(self.server.get_environ(sid, namespace), *args) if shortcut else None
        if answer is not None:
            return answer
        return super()._handle_event(handler, message, namespace, sid, *args)
