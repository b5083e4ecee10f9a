"""The mapped file of streets is written once, by one process, while others go on answering."""

import json
import subprocess
import sys
import threading

import pytest

from neighbourhood.foundation.settings import ROOT
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import building, engraving, keeping, matching, policies
from neighbourhood.places.atlas import readable
from neighbourhood.places.engraving import Spot
from tests.support.geojson import ban_row

TYPED = "12 rue des Pyrénées"
SPOTS = [Spot("75120", f"Rue du {name}", "75020", "Paris", 48.8, 2.4) for name in ("Jour", "Nord")]


@pytest.fixture
def serving(app, town, house):
    """A server of a town with one door, before anybody has searched."""
    house(ban_row(12, "Rue des Pyrénées"))
    keeping.forget()
    keeping.path().unlink(missing_ok=True)
    app.extensions[keeping._SERVING] = True
    yield app
    app.extensions.pop(keeping._SERVING)
    keeping.forget()


@pytest.fixture
def held_up(monkeypatch):
    """Builders that never come to an end."""
    started = []

    class Builder:
        def poll(self):
            return None

    def start(url, path):
        started.append(path)
        return Builder()

    keeping._builders.clear()
    monkeypatch.setattr(building, "start", start)
    yield started
    keeping._builders.clear()


def streets_found():
    return [place.street for place in matching.search(TYPED, 3)]


def test_without_a_file_a_server_says_that_the_search_is_being_prepared(serving, held_up):
    for _ in range(3):
        with pytest.raises(policies.SearchBeingPrepared):
            streets_found()
    assert held_up == [keeping.path()]


def test_the_older_file_answers_while_the_new_one_is_written(serving, house, held_up):
    building.build(db.session.connection(), keeping.path())
    assert streets_found() == ["Rue des Pyrénées"]
    house(ban_row(14, "Rue des Pyrénées"), ban_row(12, "Rue Neuve"))
    assert streets_found() == ["Rue des Pyrénées"]
    assert held_up == [keeping.path()]
    building.build(db.session.connection(), keeping.path())
    assert matching.search("12 rue neuve", 1)[0].street == "Rue Neuve"


def test_another_process_writes_the_file_of_a_server(serving):
    db.session.rollback()
    with pytest.raises(policies.SearchBeingPrepared):
        streets_found()
    assert keeping._builders[db.engine].wait() == 0
    assert streets_found() == ["Rue des Pyrénées"]


def test_a_server_has_the_file_before_it_says_that_it_is_on(serving):
    serving.extensions.pop(keeping._SERVING)
    db.session.rollback()
    keeping.before_serving()
    assert readable(keeping.path())
    assert serving.extensions[keeping._SERVING]
    assert streets_found() == ["Rue des Pyrénées"]


def test_whoever_types_an_address_meanwhile_keeps_it_and_is_told(serving, held_up, make, signed_in):
    browser = signed_in(make.resident("Karima Benali", verified=False))
    page = browser.post("/mon-adresse/choisir", data={"typed": TYPED}).text
    assert "La recherche d’adresses se prépare." in page
    assert TYPED in page
    assert browser.get("/adresses?q=pyrenees").status_code == 503
    assert browser.get("/quartiers/").status_code == 200


def locked(path):
    """Start a process that builds, says so and goes on when it is told to."""
    program = (
        "import sys; from pathlib import Path; from neighbourhood.places import building\n"
        "with building._alone(Path(sys.argv[1])):\n"
        "    print('in', flush=True); sys.stdin.readline()\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, path],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=building.ROOT,
    )  # fmt: skip


def in_the_way(path, *, apart: bool) -> bool:
    """Tell whether a second builder has to wait for the first one of another process."""
    with locked(path) as first:
        assert first.stdout.readline() == "in\n"
        mine = path.with_name("another") if apart else path
        with mine.with_name(f"{mine.name}.lock").open("w") as lock:
            free = building._taken(lock)
        first.stdin.write("\n")
    return not free


def test_two_processes_never_build_at_once(tmp_path):
    assert in_the_way(tmp_path / "streets", apart=False)


def test_two_databases_do_not_wait_for_each_other(tmp_path):
    assert not in_the_way(tmp_path / "streets", apart=True)


def test_who_waited_for_a_builder_does_not_build_again(serving, monkeypatch):
    written = []
    write = engraving.write

    def counted(*args):
        written.append(1)
        write(*args)

    monkeypatch.setattr(engraving, "write", counted)
    building.build(db.session.connection(), keeping.path())
    building.build(db.session.connection(), keeping.path())
    assert written == [1]


def test_waiting_for_the_lock_lets_others_run(serving, monkeypatch):
    path, waited = keeping.path(), threading.Event()
    with locked(path) as first:
        assert first.stdout.readline() == "in\n"

        def pause(_seconds):
            waited.set()
            first.stdin.write("\n")
            first.stdin.flush()
            first.wait()

        monkeypatch.setattr(building.time, "sleep", pause)
        building.build(db.session.connection(), path)
    assert waited.is_set()
    assert readable(path)


def test_a_kill_at_any_line_of_the_writing_leaves_the_old_file_or_the_new_one(tmp_path):
    command = [sys.executable, "-m", "tests.support.killed_writing", str(tmp_path / "streets")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seen = json.loads(done.stdout)
    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {"old", "new"}
    assert seen.count("old") > 50


def test_what_killed_builders_left_is_swept(serving):
    left = keeping.path().with_name(f"{keeping.path().name}.123.new")
    left.write_bytes(b"half")
    building.build(db.session.connection(), keeping.path())
    assert not left.exists()
