"""Words and addresses are found on PostgreSQL as they are on SQLite."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from app import create_app
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Category, Direction
from neighbourhood.feed import lookup, queries
from neighbourhood.feed.forms import Filters
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import demo
from neighbourhood.places.gazetteer import Gazetteer
from neighbourhood.places.matching import search
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_shelf

TITLES = (
    "Prêter un vélo électrique",
    "Une douzaine d’œufs frais",
    "Garder les élèves après l’école",
    "Tailler une haie de troènes",
)


@pytest.fixture(scope="module")
def karima(grown_app, counted):
    """A neighbour in a town where a few things are asked for."""
    quartier = counted.quartier("Les Tanneurs")
    author = counted.resident("Marcel Dupont", quartier)
    with counted.writing() as session:
        for title in TITLES:
            wording = a_shelf(category=Category.OTHER, title=title, body="")
            actor = session.get_one(Resident, author.id)
            notices.publish(Actor.of(actor), direction=Direction.ASK, wording=wording)
    return counted.resident("Karima Benali", quartier)


@pytest.fixture
def found(app, karima):
    def search(words: str) -> list[str]:
        with app.app_context():
            viewer = db.session.get_one(Resident, karima.id)
            return [line.title for line in queries.timeline(viewer, Filters(words=words)).rows]

    return search


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("velo electrique", TITLES[0]),
        ("VÉLOS ÉLECTRIQUES", TITLES[0]),
        ("preter", TITLES[0]),
        ("prête", TITLES[0]),
        ("oeuf", TITLES[1]),
        ("œufs", TITLES[1]),
        ("eleve", TITLES[2]),
        ("l’ecole", TITLES[2]),
        ("haies", TITLES[3]),
        ("troèn", TITLES[3]),
    ],
)
@pytest.mark.parametrize("many", [5_000, 0])
def test_words_are_found_as_people_type_them(found, monkeypatch, asked, title, many):
    """By the index, and by reading the newest when many say them."""
    monkeypatch.setattr(lookup, "_MANY", many)
    assert found(asked) == [title]


def test_no_statement_is_turned_into_machine_code(app, karima):
    with app.app_context():
        assert db.session.scalar(text("SHOW jit")) == "off"


@pytest.mark.parametrize(
    "asked", ["' | !", "\\", ":*", "& | ! ( )", "'); DROP TABLE card; --", "%"]
)
def test_what_is_no_word_breaks_nothing(found, asked):
    assert found(asked) in ([], list(reversed(TITLES)))
    assert len(found("")) == len(TITLES)


def test_a_search_goes_by_the_index(app, karima):
    asked = (
        "EXPLAIN SELECT id FROM card"
        " WHERE to_tsvector('simple', search) @@ to_tsquery('simple', 'velo')"
    )
    with app.app_context():
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = "\n".join(db.session.scalars(text(asked)))
    assert "ix_card_search" in plan


@pytest.fixture(scope="module")
def valbourg(build_app):
    """The addresses of the demonstration town, in a database of their own."""
    app = build_app()
    with app.app_context():
        with transaction():
            demo.build()
        yield app


@pytest.mark.parametrize(
    ("typed", "street"),
    [
        ("8 rue de la Fontaine", "rue de la Fontaine"),
        ("8 rue de la fontane", "rue de la Fontaine"),
        ("2 r des cordier", "rue des Cordiers"),
        ("4 RUE DES TILLEULS 99350", "rue des Tilleuls"),
    ],
)
def test_addresses_are_found_in_spite_of_typing(valbourg, typed, street):
    place = Gazetteer().geocode(typed)
    assert street in place.address
    assert place.address.startswith(typed.split(maxsplit=1)[0])


def test_an_address_that_does_not_exist_is_not_exact(valbourg):
    places = Gazetteer().geocode("4000 rue de la Fontaine", exactly_one=False) or []
    assert not [place for place in places if place.raw["exact"]]
    assert not Gazetteer().geocode("xyzzy plugh")


RANKED = (
    "8 rue de la Fontaine", "rue des", "4 r des tilleul", "fontane", "12 bis rue", "place", "rue",
    "2 rue des cordires bât B", "99350 rue", "Valbourg 3 rue de la", "quai", "1 chemin",
)  # fmt: skip


@pytest.fixture
def valbourg_on_sqlite(settings, tmp_path):
    """The same town in a file."""
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'valbourg.sqlite3'}"))
    with app.app_context():
        db.create_all()
        with transaction():
            demo.build()
        yield app
        db.session.remove()
        db.engine.dispose()


def ranked():
    return [
        [(place.label, place.score, place.exact) for place in search(typed, 8)] for typed in RANKED
    ]


def test_both_databases_rank_addresses_alike(valbourg, valbourg_on_sqlite):
    # The context pushed last is that of the file; the town of the server is one below.
    in_file = ranked()
    with valbourg.app_context():
        on_server = ranked()
        assert db.engine.dialect.name == "postgresql"
    assert in_file == on_server
    assert all(in_file[0])
    assert sum(map(len, in_file)) > 30
