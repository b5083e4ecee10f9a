"""A bare Flask-SocketIO room, for comparison: it checks nobody and stores nothing."""

from flask import Flask
from flask_socketio import SocketIO, emit, join_room

socketio = SocketIO()


@socketio.on("conversation:join")
def on_join(said):
    join_room(f"conversation:{said['id']}")
    return {"ok": True}


@socketio.on("message:send")
def on_send(said):
    emit("message:new", said, to=f"conversation:{said['conversation_id']}")
    return {"ok": True}


def create_app() -> Flask:
    app = Flask(__name__)
    app.secret_key = "a benchmark has no secrets"
    # The server configuration asks every application whether it is ready, and to start its jobs:
    # here there is nothing to wait for, and there are none.
    app.extensions["palier.refuse_unless_ready"] = lambda: None
    app.extensions["palier.start_jobs"] = lambda: None
    socketio.init_app(app, async_mode="gevent", transports=["websocket"])
    return app
