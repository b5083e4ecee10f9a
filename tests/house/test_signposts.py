"""Nobody links upwards or sideways by name: a page asks the way, its owner says whereto."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from app import PARTS, create_app
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.signposts import Signpost, way_if_any, way_to
from tests.support.palier import ROOT

HOUSES = ("neighbourhood", "messaging", "verification")
QUOTED = re.compile(r"""["']([a-z_]+\.[a-z_]+)["']""")
ASKED = re.compile(r"""\bway_to\(([^()]*)""")
# Where a page goes without when no slice has put the signpost up.
IF_ANY = re.compile(r"""\bway_if_any\(\s*["']([a-z ]+)["']""")
WORD = re.compile(r"""(?<!=)["']([a-z ]+)["']""")


def floors() -> dict[str, int]:
    """Return the height of each slice, as the contract of imports has it."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    layers = tool["importlinter"]["contracts"][0]["layers"]
    return {
        name.removeprefix("neighbourhood."): height
        for height, layer in enumerate(reversed(layers))
        for name in re.findall(r"[\w.]+", layer)
    }


def written() -> list[tuple[str, Path]]:
    """Return every page and every module with its slice; base.html and its like are the house’s."""
    found = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    for house in HOUSES:
        found += (ROOT / house).rglob("*.py")
    return [(slice_, path) for path in sorted(found) if (slice_ := slice_of(path))]


def slice_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    inner = parts[1:] if parts[0] == "templates" else parts
    inner = inner[1:] if inner[0] == "neighbourhood" else inner
    return inner[0] if len(inner) > 1 else ""


OWNERS = {blueprint.name: part.name for part in PARTS for blueprint in part.blueprints}


def strayed(slice_: str, text: str) -> set[str]:
    """Return the endpoints `text` names that are neither of its slice nor of one below."""
    heights = floors()
    pages = {match for match in QUOTED.findall(text) if match.partition(".")[0] in OWNERS}
    owners = {page: OWNERS[page.partition(".")[0]] for page in pages}
    return {
        page
        for page, owner in owners.items()
        if owner != slice_ and heights[owner] >= heights[slice_]
    }


def test_no_page_and_no_module_names_a_page_of_an_upper_or_a_sister_slice(one_app):
    found = {}
    for slice_, path in written():
        pages = strayed(slice_, path.read_text()) & one_app.view_functions.keys()
        if pages:
            found[str(path.relative_to(ROOT))] = pages
    assert found == {}


@pytest.mark.parametrize(
    ("slice_", "text", "strays"),
    [
        ("feed", "{{ url_for('exchanges.begin', direction='ask') }}", True),
        ("feed", '{{ ui.back(url_for("messaging.index")) }}', True),
        ("exchanges", "{{ url_for('invitations.mine') }}", True),
        ("foundation", 'redirect(url_for("residents.sign_in"))', True),
        ("exchanges", "{{ url_for('feed.listing') }}", False),
        ("feed", "{{ url_for('feed.listing') }}", False),
        ("feed", "{{ way_to('ask') }}", False),
    ],
)
def test_a_link_that_strays_would_be_found(slice_, text, strays):
    assert bool(strayed(slice_, text)) is strays


def test_every_signpost_leads_to_a_page_of_the_slice_that_puts_it_up(one_app):
    for part in PARTS:
        for signpost in part.signposts:
            assert signpost.endpoint in one_app.view_functions
            assert OWNERS[signpost.endpoint.partition(".")[0]] == part.name


def test_every_way_asked_for_has_its_signpost_and_every_signpost_is_read():
    asked, wished = set(), set()
    for _slice, path in written():
        wished |= set(IF_ANY.findall(path.read_text()))
        for inside in ASKED.findall(path.read_text()):
            asked |= set(WORD.findall(inside))
    there = {signpost.code for part in PARTS for signpost in part.signposts}
    assert asked <= there <= asked | wished


def test_a_page_goes_without_the_way_that_nobody_has_put_up(one_app):
    with one_app.test_request_context():
        assert way_if_any("to nowhere") is None
        assert way_if_any("home") == way_to("home")


def test_two_signposts_of_one_word_stop_the_house_at_its_start(settings, tmp_path):
    twice = Part(name="twice", signposts=(Signpost(code="home", endpoint="feed.home"),))
    with pytest.raises(ValueError, match="signpost 'home' is declared twice"):
        create_app(replace(settings, database_url=f"sqlite:///{tmp_path}/x.db"), (*PARTS, twice))
