import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from threading import Event, Thread

import pytest

from neighbourhood.foundation import lazily as late
from neighbourhood.foundation.lazily import COMPANIONS, HEAVY, Undeclared, lazily, sparingly

ROOT = Path(__file__).parents[3]
TOY = """
from {waiting} import begun, go_on
begun.set()
assert go_on.wait(30)
answer = 42
"""


# What a site has loaded, and whether it has settled how tables hang together.
START = """
import app, json, sys
from neighbourhood.residents.models.residents import Resident

app.create_app()
print(json.dumps([sorted(sys.modules), Resident.__mapper__.configured]))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> tuple[list[str], bool]:
    """A site that nobody has visited yet."""
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env={"PALIER_INSTANCE": str(tmp_path_factory.mktemp("start")), "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def loaded(started) -> set[str]:
    return set(started[0])


@pytest.fixture
def toy(tmp_path, monkeypatch) -> str:
    """A declared module that says 42, and reaches nobody before it is asked."""
    (tmp_path / "toy_late.py").write_text("answer = 42\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(late, "HEAVY", frozenset({"toy_late"}))
    yield "toy_late"
    sys.modules.pop("toy_late", None)


@pytest.mark.parametrize("heavy", sorted(HEAVY))
def test_starting_the_site_leaves_heavy_libraries_on_the_shelf(loaded, heavy):
    assert "neighbourhood.residents.ceremonies" in loaded
    assert not {name for name in loaded if name == heavy or name.startswith(f"{heavy}.")}


@pytest.mark.parametrize("companion", sorted({name for row in COMPANIONS.values() for name in row}))
def test_starting_the_site_leaves_companions_at_home(loaded, companion):
    assert companion not in loaded


def test_starting_the_site_leaves_the_settling_of_tables_to_the_first_question(started):
    settled = started[1]
    assert not settled, "take aliased(…), defer(…) and the like into a function"


def test_every_heavy_library_is_installed_and_loads():
    for name in HEAVY:
        assert import_module(name).__name__ == name


def test_a_module_loads_when_something_of_it_is_asked_for(toy):
    module = lazily(toy)
    assert toy not in sys.modules
    assert module.answer == 42
    assert toy in sys.modules
    with pytest.raises(AttributeError, match="toy_late"):
        _ = module.question


def test_a_part_of_a_heavy_library_may_be_named(monkeypatch):
    monkeypatch.setattr(late, "HEAVY", frozenset({"xml"}))
    assert lazily("xml.dom.minidom").parseString("<a/>").documentElement.tagName == "a"


def test_what_the_table_does_not_name_is_refused():
    with pytest.raises(Undeclared, match=r"lazily\.HEAVY"):
        lazily("json")
    with pytest.raises(Undeclared):
        lazily("fpdf_of_another_name")


def test_nobody_gets_a_module_half_made(toy, tmp_path, monkeypatch):
    begun, go_on, asked, answers = Event(), Event(), Event(), []
    waiting = type(sys)("toy_waiting")
    waiting.begun, waiting.go_on = begun, go_on
    monkeypatch.setitem(sys.modules, "toy_waiting", waiting)
    (tmp_path / "toy_late.py").write_text(TOY.format(waiting="toy_waiting"))
    module = lazily(toy)

    def ask(before: Event) -> None:
        before.set()
        answers.append(module.answer)

    first, second = Thread(target=ask, args=(Event(),)), Thread(target=ask, args=(asked,))
    first.start()
    assert begun.wait(30)
    second.start()
    assert asked.wait(30)
    go_on.set()
    first.join(30)
    second.join(30)
    assert answers == [42, 42]


def test_a_library_loads_as_if_its_companion_were_not_installed(toy, tmp_path, monkeypatch):
    (tmp_path / "toy_companion.py").write_text("here = True\n")
    (tmp_path / "toy_late.py").write_text(
        "try:\n    import toy_companion\nexcept ImportError:\n    toy_companion = None\n"
    )
    monkeypatch.setattr(late, "COMPANIONS", {toy: ("toy_companion",)})
    assert sparingly(toy).toy_companion is None
    assert import_module("toy_companion").here
    sys.modules.pop("toy_companion")
