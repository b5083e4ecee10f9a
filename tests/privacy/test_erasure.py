"""An account is erased: whatever was planted in it is found nowhere, and all others go on."""

import json
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from app import create_app
from neighbourhood.foundation.personal import HOLDINGS, IMPERSONAL
from neighbourhood.foundation.settings import Jobs
from neighbourhood.foundation.storing import erasures, failed_jobs
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.columns import number_columns
from neighbourhood.foundation.storing.database import Base, db, transaction
from neighbourhood.foundation.storing.erasures import Step
from neighbourhood.residents.actions.erasing import erase, mark_of, replay
from neighbourhood.residents.models.residents import Resident
from tests.privacy.conftest import sign_in
from tests.support import opening, planting
from tests.support import planted as planting_a_town
from tests.support.crawler import crawl

LEDGER = ("ledger_account", "ledger_transfer", "ledger_entry")
# The public index of addresses: it tells of a door, not of who lives there.
OF_PLACES = {"address.key", "address.street"}


@pytest.fixture(scope="module")
def site(settings, tmp_path_factory):
    """A town of its own, in a folder of its own, whose queue nobody consumes."""
    folder = tmp_path_factory.mktemp("erased")
    base = replace(
        settings,
        instance=folder,
        database_url=f"sqlite:///{folder / 'palier.sqlite3'}",
        jobs=Jobs.PROCESS,
    )
    app = create_app(base)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
    return planting_a_town.town(app, folder)


@pytest.fixture(scope="module")
def erased(site):
    """The same town once they are erased, with a backup from before."""
    with site.app.app_context():
        site.ledger = ledger()
        site.sealed, site.told = opening.words_in_sealed(), opening.told_unopened()
        site.read = {code: list(one.read(site.resident_id)) for code, one in HOLDINGS.items()}
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            raw = connection.connection.dbapi_connection
            site.dump = "\n".join(raw.iterdump())
        site.bytes = (site.folder / "palier.sqlite3").read_bytes()
        site.files = planting.found_in_files(site.folder)
        shutil.copy(site.folder / "palier.sqlite3", site.folder.parent / "backup.sqlite3")
        with transaction():
            erase(site.resident_id)
    return site


def ledger():
    return {
        name: [tuple(row) for row in db.session.execute(text(f"SELECT * FROM {name} ORDER BY id"))]
        for name in LEDGER
    }


def left():
    return planting.found_in_tables() - OF_PLACES


def test_every_table_is_declared_once():
    held = [name for one in HOLDINGS.values() for name in one.tables]
    assert sorted([*held, *IMPERSONAL]) == sorted(Base.metadata.tables)


def test_there_is_something_to_find_in_every_table_that_holds_words(erased):
    assert erased.without == []
    planted = {name.partition(".")[0] for name in erased.columns}
    held = {table.name for table in planting.personal() if list(planting.texts(table))}
    assert held - planted <= planting.OF_OTHERS | {"press", "staff_invitation", "weekly_choice"}
    assert erased.columns <= erased.before


def test_a_dump_tells_nothing_of_what_is_sealed(erased):
    assert erased.told == []
    assert len(erased.sealed) > 15
    words = set().union(*erased.sealed.values())
    assert words
    assert [word for word in words if word in erased.dump] == []
    assert [word for word in words if word.encode() in erased.bytes] == []
    # What is published is found by the same search: it looks where it should.
    assert planting.CANARY in erased.dump.lower()


def test_work_that_failed_and_names_them_is_not_run_again(erased):
    with erased.app.app_context():
        assert failed_jobs.count() == 0


def test_nothing_is_left_in_any_table(erased):
    with erased.app.app_context():
        assert sorted(left()) == []


def test_nothing_points_to_where_they_lived(erased):
    with erased.app.app_context():
        pointing = [
            column
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if any(key.column.table.name == "address" for key in column.foreign_keys)
        ]
        pointing += number_columns()
        assert len(pointing) > 5
        at_home = [
            str(column)
            for column in pointing
            if db.session.scalar(select(column).where(column == erased.address_id).limit(1))
        ]
        assert at_home == []


def test_nothing_is_left_in_any_file(erased):
    before = {name.partition("/")[0].removesuffix("-wal") for name in erased.files}
    assert before >= {"uploads", "mail", "palier.sqlite3", "jobs.sqlite3"}
    after = planting.found_in_files(erased.folder)
    assert after == set()


def test_the_mails_of_others_still_wait(erased):
    queue = (erased.folder / "jobs.sqlite3").read_bytes()
    assert b"marcel@valbourg.example" in queue


def test_the_row_stays_and_holds_nothing(erased):
    with erased.app.test_request_context(headers={"Accept-Language": "en"}):
        stone = planting_a_town.resident(erased)
        assert stone.email is stone.address_id is stone.quartier_id is None
        assert stone.about == ""
        assert stone.erased_at is not None
        assert stone.initials == "…"
        assert stone.public_name == stone.near_name == stone.full_name


def test_the_ledger_is_as_it_was(erased):
    with erased.app.app_context():
        assert ledger() == erased.ledger
        assert sum(entry[-1] for entry in erased.ledger["ledger_entry"]) == 0


def test_no_page_breaks_for_a_neighbour(erased):
    browser = sign_in(erased.app, erased.reader_id)
    answers = crawl(erased.app, browser, erased.resident_id)
    assert len(answers) > 100
    # The tables of this town were made without migrations, which that page says.
    broken = [answer for answer in answers if answer.status >= 500]
    assert {answer.endpoint for answer in broken} <= {"health.readyz"}
    assert [answer for answer in answers if planting.CANARY in answer.text.lower()] == []
    talks = [answer.text for answer in answers if answer.endpoint == "messaging.show"]
    assert any("Compte fermé" in text for text in talks)
    assert not any("Compte E." in answer.text for answer in answers)


def test_erasing_twice_changes_nothing(erased):
    with erased.app.app_context():
        before = planting_a_town.resident(erased).erased_at
        with transaction():
            erase(erased.resident_id)
        assert planting_a_town.resident(erased).erased_at == before
        assert len(erasures.path().read_text().splitlines()) == 2


def test_the_journal_names_nobody(erased):
    with erased.app.app_context():
        lines = [json.loads(line) for line in erasures.path().read_text().splitlines()]
        assert [line["step"] for line in lines] == ["begun", "done"]
        assert all(line.keys() == {"account", "mark", "step", "at"} for line in lines)
        assert erasures.path().stat().st_mode & 0o077 == 0


def test_what_a_backup_brings_back_is_erased_again(erased):
    with erased.app.app_context():
        db.session.remove()
        db.engine.dispose()
        for ending in ("-wal", "-shm"):
            (erased.folder / f"palier.sqlite3{ending}").unlink(missing_ok=True)
        shutil.copy(erased.folder.parent / "backup.sqlite3", erased.folder / "palier.sqlite3")
        assert left() >= erased.columns
        db.session.rollback()
        assert replay() == 1
        assert left() == set()
        assert replay() == 0


def test_another_account_of_the_same_number_is_nobody_of_the_journal(erased):
    with erased.app.app_context():
        erasures.write(erased.reader_id, "of another", Step.DONE)
        with erasures.path().open("a") as journal:
            journal.write('{"account": 12, "ma')
        assert replay() == 0


def test_who_came_back_after_an_erasure_that_failed_stays(erased):
    with erased.app.app_context():
        reader = db.session.get_one(Resident, erased.reader_id)
        erasures.write(reader.id, mark_of(reader), Step.BEGUN)
        db.session.rollback()
        assert replay() == 0
        assert (reader.id, mark_of(reader)) in erasures.listed()


def test_what_was_cut_short_is_done_at_the_next_start(erased):
    with erased.app.app_context():
        reader = db.session.get_one(Resident, erased.reader_id)
        erasures.write(reader.id, mark_of(reader), Step.BEGUN)
        with transaction():
            db.session.get_one(Resident, erased.reader_id).closed_at = now()
        assert replay() == 1
        assert db.session.get_one(Resident, erased.reader_id).erased_at is not None


SAID_BY_OTHERS = {"loan.answer", "reply.answer", "seat_request.answer"}  # not by her, here


def test_what_is_read_is_all_there_is(erased):
    shown = {
        f"{row['table']}.{name}"
        for rows in erased.read.values()
        for row in rows
        for name in row
        if name != "table"
    }
    withheld = {name for one in HOLDINGS.values() for name in one.withheld}
    assert erased.columns - shown - withheld == SAID_BY_OTHERS
    assert shown & withheld == set()
    assert all(json.dumps(rows, default=str) for rows in erased.read.values())


def test_no_name_is_withheld_that_is_no_column():
    known = {str(column) for table in Base.metadata.sorted_tables for column in table.columns}
    for holding in HOLDINGS.values():
        assert holding.withheld.keys() <= known
        assert {name.partition(".")[0] for name in holding.withheld} <= holding.tables
