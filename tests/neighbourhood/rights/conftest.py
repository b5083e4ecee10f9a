"""Somebody with an account, and one holding more."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.personal import HOLDINGS, RETENTIONS, Basis, Holding, Retention
from neighbourhood.foundation.storing.tokens import sign


@pytest.fixture
def toy(app, monkeypatch):
    """A holding of one table, with a photo, that forgets; returns what it was asked to forget."""
    forgotten = []
    with app.app_context():
        storage().put("toys/a.txt", b"a toy", "text/plain")
    entries = [
        {"table": "toy", "is_soft": True, "name": f"ours {n}", "given_at": None} for n in range(60)
    ]
    holding = Holding(
        code="toys",
        title="Vos jouets",
        purpose="jouer",
        basis=Basis.CONSENT,
        tables=frozenset({"toy"}),
        kept="un an",
        read=lambda _resident_id: entries,
        erase=lambda _resident_id: None,
        files=lambda _resident_id: ("toys/a.txt", "toys/gone.txt"),
    )
    monkeypatch.setitem(HOLDINGS, "toys", holding)
    for code, kept in (("toys", timedelta(days=1)), ("marbles", timedelta(hours=2))):
        timetable = Retention(code=code, of=code, keep_for=kept, forget=forgotten.append)
        monkeypatch.setitem(RETENTIONS, code, timetable)
    return forgotten


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali", email="karima@example.org")


@pytest.fixture
def browser(karima, signed_in, confirm):
    found = signed_in(karima)
    confirm(found, karima)
    return found


@pytest.fixture
def confirm(app):
    """Have the password given lately in a browser."""

    def confirm(browser, resident):
        with app.app_context():
            token = sign("confirmed", [resident.id, resident.credentials_mark])
        with browser.session_transaction() as session:
            session["confirmed"] = token

    return confirm
