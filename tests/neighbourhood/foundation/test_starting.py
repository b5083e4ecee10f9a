"""What a person reads when the site cannot start: one sentence, and what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from neighbourhood.foundation import starting
from neighbourhood.foundation.settings import ROOT
from tests.support.palier import KEPT, PROGRAMS, SERVER
from tests.support.processes import free_port

FLASK = (PROGRAMS / "flask", "--app", "app")
NOWHERE = "postgresql://neighbour:very-secret@127.0.0.1:1/palier"


@pytest.fixture
def told(tmp_path):
    """What a program says to whoever started it, once it has ended, and how it ended."""

    def told(*command, **environ):
        env = {key: os.environ[key] for key in KEPT if key in os.environ}
        env |= {"PALIER_INSTANCE": str(tmp_path / "instance"), **environ}
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout + done.stderr, done.returncode

    return told


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        ({"BASE_URL": "nonsense"}, "BASE_URL is not an address"),
        ({"PALIER_INSTANCE": "/dev/null/here"}, "where no folder can be made: name another"),
        ({"DATABASE_URL": "sqlite://///"}, "check DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://h:port"}, "DATABASE_URL is not a database"),
        ({"DATABASE_URL": NOWHERE}, "check DATABASE_URL, and that it runs"),
    ],
)
def test_a_command_says_in_one_sentence_what_is_wrong(told, wrong, remedy):
    said, code = told(*FLASK, "db", "upgrade", **wrong)
    assert remedy in said
    assert "Traceback" not in said
    assert "very-secret" not in said
    assert code != 0


def test_a_server_without_tables_says_so_and_never_that_it_is_on(told):
    said, code = told(*SERVER, PORT=str(free_port()))
    assert starting.BEHIND in said
    assert "is on" not in said
    assert "Traceback" not in said
    assert code == starting.CANNOT_START


def test_a_server_without_a_database_says_so_and_never_that_it_is_on(told):
    said, code = told(*SERVER, PORT=str(free_port()), DATABASE_URL=NOWHERE)
    assert "check DATABASE_URL, and that it runs" in said
    assert "is on" not in said
    assert "Traceback" not in said
    assert "very-secret" not in said
    assert code == starting.CANNOT_START


@pytest.mark.parametrize("kept", [None, "", "{", "[]"])
def test_a_server_without_its_built_files_says_how_to_build_them(make_app, tmp_path, capsys, kept):
    app = make_app()
    app.root_path = str(tmp_path)
    if kept is not None:
        (tmp_path / "static" / "dist").mkdir(parents=True)
        (tmp_path / "static" / "dist" / "manifest.json").write_text(kept)
    with pytest.raises(SystemExit) as end:
        starting.refuse_unless_ready(app)
    assert end.value.code == starting.CANNOT_START
    assert "static/dist/manifest.json is missing or damaged: run `make install`" in (
        capsys.readouterr().err
    )


def test_a_fault_of_the_program_keeps_its_traceback():
    assert starting.sentence_for(KeyError("x")) is None
    with pytest.raises(KeyError), starting.faults_in_words():
        raise KeyError("x")


def test_a_database_that_says_nothing_still_gets_its_sentence():
    silent = DBAPIError("select 1", {}, OSError())
    assert starting.sentence_for(silent) == (
        "The database does not answer (OSError): check DATABASE_URL, and that it runs."
    )


SAYS = """
import sys
from pathlib import Path
from neighbourhood.foundation import starting
starting.ROOT = Path(sys.argv[1])
found = starting.from_environment()
print(found.base_url, found.instance.name)
"""


def test_the_file_of_settings_counts_for_every_command_and_the_environment_wins(told, tmp_path):
    (tmp_path / ".env").write_text('BASE_URL="http://town.example"\nPALIER_INSTANCE=elsewhere\n')
    run = (sys.executable, "-c", SAYS, str(tmp_path))
    said, _ = told(*run, PYTHON_DOTENV_DISABLED="0")
    assert said.split() == ["http://town.example", "instance"]
    said, _ = told(*run, PYTHON_DOTENV_DISABLED="0", BASE_URL="http://other.example")
    assert said.split() == ["http://other.example", "instance"]


def test_a_relative_instance_is_the_same_from_every_folder(monkeypatch, tmp_path):
    relative = os.path.relpath(tmp_path / "kept", ROOT)
    monkeypatch.chdir(tmp_path)
    found = starting.Settings.from_environment({"PALIER_INSTANCE": relative})
    assert found.instance == Path(tmp_path / "kept").resolve()
