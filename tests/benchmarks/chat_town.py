"""Neighbours who talk, for the benchmarks of chat: signed in, in conversations of given sizes."""

from collections.abc import Sequence
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import text

from app import create_app
from messaging.actions.threads import open_conversation
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.actions.charters import accept_what_stands, found_before_serving
from neighbourhood.residents.actions.sign_ins import begin_sign_in
from neighbourhood.residents.models.residents import Resident

ROOT = Path(__file__).parents[2]


def placed(rooms: Sequence[Sequence[int]], conversations: Sequence[int]) -> list[list[int]]:
    """Return the conversations of each connection."""
    joined: dict[int, list[int]] = {}
    for room, conversation in zip(rooms, conversations, strict=True):
        for one in room:
            joined.setdefault(one, []).append(conversation)
    return [joined[one] for one in sorted(joined)]


def gather(
    environment: dict[str, str], rooms: Sequence[Sequence[int]]
) -> tuple[list[str], list[int]]:
    """Put signed-in neighbours in these conversations; return their cookies, and the ids."""
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        # No server starts on tables that no migration made.
        upgrade(directory=str(ROOT / "migrations"))
        found_before_serving()
        with transaction():
            residents = neighbours(1 + max(max(room) for room in rooms))
            for one in residents:
                accept_what_stands(one)
            conversations = [
                open_between([residents[one] for one in room], at)
                for at, room in enumerate(rooms, 1)
            ]
            tokens = [begin_sign_in(resident, agent="benchmark") for resident in residents]
        if db.engine.dialect.name == "postgresql":
            with transaction():
                db.session.execute(text("ANALYZE"))  # as the server does by itself, a minute later
    sign = app.session_interface.get_signing_serializer(app).dumps
    name = app.config["SESSION_COOKIE_NAME"]
    cookies = [f"{name}={sign({'sign_in': token})}" for token in tokens]
    return cookies, conversations


def open_between(residents: Sequence[Resident], about_id: int) -> int:
    return open_conversation(
        about=("reply", about_id),
        subject="Banc d’essai",
        path="/",
        members=[resident.id for resident in residents],
    ).id


def neighbours(count: int) -> list[Resident]:
    town = Municipality(insee="99001", name="Essai")
    db.session.add(town)
    db.session.flush()
    quartier = Quartier(municipality_id=town.id, name="Essai", slug="essai", boundary={})
    db.session.add(quartier)
    db.session.flush()
    residents = [
        Resident(
            full_name=f"Voisin {number}",
            email=f"voisin{number}@example.org",
            password_hash="none",
            quartier_id=quartier.id,
            verified_at=now(),
        )
        for number in range(count)
    ]
    db.session.add_all(residents)
    db.session.flush()
    return residents
