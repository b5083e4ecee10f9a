"""The house is the sum of its parts: what is in the tree is announced, and nothing else is."""

from pathlib import Path

import pytest

from app import PARTS
from tests.support.palier import ROOT

HOUSES = ("neighbourhood", "messaging", "verification")
EDGES = {"holdings", "views", "sockets", "webhooks", "api", "receivers", "jobs", "cli"}


def slices() -> list[Path]:
    inner = [path for path in (ROOT / "neighbourhood").iterdir() if path.is_dir()]
    found = [*inner, ROOT / "messaging", ROOT / "verification"]
    return sorted(path for path in found if path.name not in {"foundation", "__pycache__"})


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def edges() -> list[str]:
    """Every module at the edge of a slice that registers something when it is imported."""
    found = []
    for folder in slices():
        for name in sorted(EDGES):
            room = folder / f"{name}.py"
            rooms = [room] if room.exists() else sorted((folder / name).glob("*.py"))
            found += [module_of(path) for path in rooms if _registers(path)]
    return found


def _registers(path: Path) -> bool:
    text = path.read_text()
    marks = ("@bp.", "@bank.", "@socketio.on", ".connect\n", "@periodic(", "@job", "AppGroup(")
    declares = ("HOLDINGS.declare(", "impersonal(")
    return any(mark in text for mark in (*marks, *declares))


def announced() -> set[str]:
    named = set()
    for part in PARTS:
        modules = (*part.views, *part.receivers, *part.jobs, *part.holdings)
        named |= {module.__name__ for module in modules}
        named |= {blueprint.import_name for blueprint in part.blueprints}
        named |= {command.callback.__module__ for command in part.commands if command.callback}
        named |= {
            inner.callback.__module__
            for command in part.commands
            for inner in getattr(command, "commands", {}).values()
        }
    return named


def test_every_slice_has_a_part_and_the_house_names_each_once():
    names = [part.name for part in PARTS]
    assert sorted(names) == sorted(folder.name for folder in slices())
    assert len(names) == len(set(names))


@pytest.mark.parametrize("module", edges())
def test_what_a_slice_registers_is_announced_by_its_part(module):
    assert module in announced()


def test_every_builder_of_the_demonstration_is_announced():
    rooms = {module_of(path / "demo.py") for path in slices() if (path / "demo.py").exists()}
    packages = {module_of(path / "demo") for path in slices() if (path / "demo").is_dir()}
    builders = {part.demo.__module__ for part in PARTS if part.demo}
    assert rooms <= builders
    assert all(any(builder.startswith(f"{one}.") for builder in builders) for one in packages)


def test_each_page_of_a_part_stands_somewhere_in_the_menu(one_app):
    menu = one_app.jinja_env.globals["menu"]
    for part in PARTS:
        for row in part.me:
            assert row.endpoint in one_app.view_functions
        for entry in part.menu:
            assert entry in menu._entries
            assert entry.endpoint in one_app.view_functions
