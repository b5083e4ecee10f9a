"""Charters: what stands, what somebody has to read, what can never be altered."""

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.actions import charters as actions
from neighbourhood.residents.models.charters import Charter, CharterAcceptance
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import NothingToPublish
from neighbourhood.residents.queries import charters


def published(town_id, **words):
    charter = actions.begin_draft(town_id)
    # Each version says something else than the one before.
    line = f"# Nous\n- Bonjour {charter.version} fois."
    said = {"title": "Charte", "text": line, "change": "Un mot."} | words
    actions.write_draft(charter, **said)
    db.session.flush()
    actions.publish(charter)
    db.session.flush()
    return charter


@pytest.fixture
def elsewhere(make) -> int:
    make.resident("Ailleurs Aussi")
    return make.municipality("Ailleurs").id


@pytest.fixture
def karima(make, elsewhere, in_app):
    karima = make.resident("Karima Benali")
    make.resident("Marcel Roux", karima.quartier)
    return db.session.get_one(Resident, karima.id)


@pytest.fixture
def nour(make, elsewhere, in_app):
    return db.session.get_one(Resident, make.resident("Nour Haddad", verified=False).id)


def test_without_a_charter_nothing_is_due(karima):
    assert charters.due(karima) is None


def test_the_charter_of_the_program_is_published_once(karima):
    actions.found()
    actions.found()
    (founding,) = charters.versions(None)
    assert (founding.version, founding.municipality_id) == (1, None)
    assert founding.said("title", "en") == "The neighbourhood charter"
    assert charters.due(karima) is founding


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        ((), "instance"),
        (("town",), "instance"),
        (("old",), "instance"),
        (("instance",), "town"),
        (("old", "instance"), "town"),
        (("instance", "town"), None),
        (("old", "instance", "town"), None),
    ],
)
def test_what_is_due_is_what_stands_and_was_not_agreed_to(karima, elsewhere, agreed, expected):
    here = karima.quartier.municipality_id
    published(elsewhere)
    versions = {"old": published(None), "town": published(here), "instance": published(None)}
    for name in agreed:
        actions.accept(karima, versions[name])
    found = charters.due(karima)
    assert found is (versions[expected] if expected else None)


def test_a_draft_is_due_to_nobody(karima):
    actions.begin_draft(None)
    assert charters.due(karima) is None


def test_who_has_no_town_is_asked_for_the_instance_alone(nour, elsewhere):
    published(elsewhere)
    assert charters.due(nour) is None
    instance = published(None)
    assert charters.due(nour) is instance


def test_agreeing_twice_is_agreeing_once(karima):
    charter = published(None)
    actions.accept(karima, charter)
    actions.accept(karima, charter)
    (kept,) = charters.agreed(karima.id)
    assert (kept.charter_id, kept.on_paper) == (charter.id, False)


def test_a_draft_cannot_be_agreed_to(karima):
    with pytest.raises(NothingToPublish):
        actions.accept(karima, actions.begin_draft(None))


@pytest.mark.parametrize(
    "change",
    [
        update(Charter).values(text="Autre chose."),
        update(Charter).values(published_at=None),
        delete(Charter),
    ],
)
def test_a_published_version_is_never_altered(in_app, change):
    published(None)
    db.session.commit()
    with pytest.raises(DBAPIError, match="never altered"):
        db.session.execute(change)
    db.session.rollback()
    draft = actions.begin_draft(None)
    db.session.execute(update(Charter).where(Charter.id == draft.id).values(text="Brouillon."))


def test_there_is_one_draft_for_each_town(in_app):
    begun = actions.begin_draft(None)
    assert actions.begin_draft(None) is begun
    with pytest.raises(DBAPIError):
        db.session.execute(
            text(
                "INSERT INTO charter"
                " (whose, version, title, text, change, title_en, text_en, change_en)"
                " VALUES (0, 9, 'x', 'x', '', '', '', '')"
            )
        )
    db.session.rollback()


def test_the_next_draft_begins_with_the_words_that_stand(in_app):
    first = published(None, text="- Une ligne.")
    draft = actions.begin_draft(None)
    assert (draft.version, draft.text, draft.change) == (first.version + 1, "- Une ligne.", "")


@pytest.mark.parametrize("missing", ["title", "text", "change"])
def test_a_version_that_says_too_little_is_not_published(in_app, missing):
    published(None)
    with pytest.raises(NothingToPublish):
        published(None, **{missing: ""})


def test_the_first_version_needs_no_word_about_what_changed(in_app):
    assert published(None, change="").published_at is not None


def test_on_paper_one_signs_what_stands_here_and_everywhere(karima):
    instance, town = published(None), published(karima.quartier.municipality_id)
    actions.accept_what_stands(karima, on_paper=True)
    kept = db.session.query(CharterAcceptance).all()
    assert {(one.charter_id, one.on_paper) for one in kept} == {
        (instance.id, True),
        (town.id, True),
    }
    assert charters.due(karima) is None


def test_as_many_are_asked_as_have_an_open_account(karima):
    assert charters.how_many_read(karima.quartier.municipality_id) == 2
    assert charters.how_many_read(None) == 3
