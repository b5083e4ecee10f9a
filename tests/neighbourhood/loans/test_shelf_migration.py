"""What was to be lent in a notice stands on a shelf, both ways, on both databases."""

from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app import create_app
from neighbourhood.foundation.storing.database import db
from tests.conftest import forget_the_disk
from tests.support.palier import ROOT

pytestmark = pytest.mark.xdist_group("postgres")

MIGRATIONS = str(ROOT / "migrations")
BEFORE, AFTER = "0059", "0060"
# Open and alone, open with a reply that waits, open with one that was declined, agreed, expired,
# done, and a drill that somebody looks for.
NOTICES = (
    (1, "offer", "loan", "open", None),
    (2, "offer", "loan", "open", "offered"),
    (3, "offer", "loan", "open", "declined"),
    (4, "offer", "loan", "agreed", "accepted"),
    (5, "offer", "loan", "expired", None),
    (6, "offer", "loan", "done", "accepted"),
    (7, "ask", "loan", "open", None),
    (8, "offer", "service", "open", None),
)

EMPTY = {"INTEGER": 0, "BIGINT": 0, "BOOLEAN": False, "JSON": "[]", "DATETIME": "2026-11-01"}


def put(table: str, **row: object) -> None:
    """Write a row; what is not said of it is as empty as its column lets it be."""
    columns = db.metadata.tables[table].columns
    kept = {column["name"] for column in db.inspect(db.engine).get_columns(table)}
    given = {name: row.get(name, _empty(columns[name])) for name in kept if name in columns}
    given = {name: said for name, said in given.items() if said is not None}
    names, marks = ", ".join(f'"{name}"' for name in given), ", ".join(f":{n}" for n in given)
    with db.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), given)


def _empty(column) -> object:
    if column.nullable or column.primary_key:
        return None
    if column.default is not None and column.default.is_scalar:
        return column.default.arg
    return EMPTY.get(str(column.type).partition("(")[0], "")


def told(asked: str) -> list[tuple]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(asked))]


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request, settings, tmp_path):
    """A database of the version before, with notices of every kind."""
    address = f"sqlite:///{tmp_path / 'palier.db'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").create_database()
    with create_app(replace(settings, database_url=address)).app_context():
        if request.param == "sqlite":
            forget_the_disk(db.engine)
        upgrade(directory=MIGRATIONS, revision=BEFORE)
        fill()
        yield
        db.session.remove()
        db.engine.dispose()


def fill() -> None:
    put("municipality", id=1, name="Valbourg", insee="99001")
    put("quartier", id=1, municipality_id=1, name="Les Tanneurs")
    for resident_id in (1, 2):
        put("resident", id=resident_id, full_name="Karima")
    put(
        "town_choice",
        id=50,
        municipality_id=1,
        list="category",
        group="loan",
        rank=5,
        key="tools",
        code="tools",
    )
    for notice_id, direction, subject, status, reply in NOTICES:
        notice(notice_id, direction, subject, status)
        if reply:
            put("reply", id=notice_id, notice_id=notice_id, helper_id=2, text="Moi.", status=reply)
    put("notification", id=1, resident_id=1, kind="x", path="/entraide/annonces/1", details="{}")
    put(
        "moderation_case",
        id=1,
        about="notice",
        about_id=1,
        title="?",
        status="open",
        due_at="2026-12-30",
    )
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(text("SELECT setval('card_id_seq', 8)"))


def notice(notice_id: int, direction: str, subject: str, status: str) -> None:
    said = {"author_id": 1, "quartier_id": 1, "title": f"Objet {notice_id}", "reach": "town"}
    put(
        "notice",
        id=notice_id,
        direction=direction,
        subject=subject,
        status=status,
        category="tools",
        places=1,
        taken=int(status == "agreed"),
        particulars="{}",
        photos='[{"key": "photos/a.webp", "description": ""}]',
        expires_at="2026-12-30",
        **said,
    )
    kind = {"loan": {"offer": "loan", "ask": "borrow"}}.get(subject, {}).get(direction, direction)
    put(
        "card",
        id=notice_id,
        about="notice",
        about_id=notice_id,
        kind=kind,
        municipality_id=1,
        listed=status == "open",
        facts='{"replies": 0}',
        search=f"objet {notice_id}",
        **said,
    )


CARDS = "SELECT about_id, kind, listed FROM card WHERE about = '{}' ORDER BY about_id"


def assert_on_shelves() -> None:
    assert told("SELECT id, title, category, reach, status, days FROM item ORDER BY id") == [
        (1, "Objet 1", "tools", "town", "on shelf", 7),
        (2, "Objet 2", "tools", "town", "on shelf", 7),
        (3, "Objet 3", "tools", "town", "on shelf", 7),
        (4, "Objet 4", "tools", "town", "aside", 7),
        (5, "Objet 5", "tools", "town", "aside", 7),
    ]
    shelves = [(1, True), (2, True), (3, True), (4, False), (5, False)]
    assert told(CARDS.format("item")) == [(number, "loan", on) for number, on in shelves]
    assert told("SELECT path FROM notification") == [("/prets/objets/1",)]
    assert told("SELECT about, about_id FROM moderation_case") == [("item", 1)]
    assert told("SELECT list, code, rank FROM town_choice ORDER BY list") == [
        ("category", "tools", 5),
        ("things", "tools", 5),
    ]


def assert_between_the_two() -> None:
    assert told("SELECT id, status FROM notice ORDER BY id") == [
        (2, "open"),
        (3, "done"),
        (4, "agreed"),
        (6, "done"),
        (7, "open"),
        (8, "open"),
    ]
    unlisted = [(number, "offer", False) for number in (2, 3, 4, 6)]
    assert told(CARDS.format("notice")) == [
        *unlisted,
        (7, "borrow", True),
        (8, "offer", True),
    ]
    # A photo is thrown away with the thing, and with nothing else.
    photos = "SELECT id FROM notice WHERE CAST(photos AS TEXT) <> '[]' ORDER BY id"
    assert told(photos) == [(6,), (7,), (8,)]


def test_what_was_to_be_lent_stands_on_a_shelf_and_may_go_back_and_come_again(town):
    asked = "SELECT id, title, status, category FROM notice WHERE id < 9 ORDER BY id"
    before, cards = told(asked), told(CARDS.format("notice"))
    upgrade(directory=MIGRATIONS, revision=AFTER)
    assert_on_shelves()
    assert_between_the_two()
    since = {"author_id": 2, "title": "Une scie", "quartier_id": 1, "reach": "town", "days": 3}
    # It has the number of another notice.
    put("item", id=8, category="tools", condition="new", status="on shelf", **since)
    downgrade(directory=MIGRATIONS, revision=BEFORE)
    assert (told(asked), told(CARDS.format("notice"))) == (before, cards)
    assert told("SELECT title, author_id, status FROM notice WHERE id > 8") == [
        ("Une scie", 2, "open")
    ]
    assert told("SELECT count(*) FROM item") == [(0,)]
    assert told("SELECT about, about_id FROM moderation_case") == [("notice", 1)]
    upgrade(directory=MIGRATIONS, revision=AFTER)
    assert told("SELECT count(*) FROM item") == [(6,)]
