"""House rules of templates and styles that no linter knows."""

import re

import pytest

from neighbourhood.feed.kinds import CARD_KINDS
from tests.support.palier import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "styles").glob("*.css"))
# A comparison, in the code between braces; role="status" and the codes of HTTP are none.
COMPARED = re.compile(r"\.(?:status|standing) *(?:==|!=|(?:not )?in\b|is\b)|\"status\", *\"")
COLOURED = re.compile(r'\[data-kind="([\w-]+)"\]')


def test_no_template_compares_a_status():
    # What a status means is decided once, by the object or by its kinds.py.
    found = [path.name for path in TEMPLATES if COMPARED.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "said",
    [
        '{% if need.status == "open" %}',
        '{% if claim.status in ("refused", "expired") %}',
        '{{ needs | selectattr("status", "equalto", "open") }}',
        '{% if partner.standing != "suspended" %}',
    ],
)
def test_a_comparison_would_be_found(said):
    assert COMPARED.search(said)


def test_the_colours_of_kinds_have_one_home():
    homes = {path.name for path in STYLES if COLOURED.search(path.read_text())}
    assert homes == {"kinds.css"}


def test_every_kind_of_card_has_an_icon_and_colours_by_day_and_by_night(app):
    day, night = (ROOT / "static" / "styles" / "kinds.css").read_text().split("@media")
    drawn = (ROOT / "static" / "icons.txt").read_text().split()
    assert len(CARD_KINDS) >= 5
    assert CARD_KINDS.keys() <= set(COLOURED.findall(day))
    assert set(COLOURED.findall(day)) == set(COLOURED.findall(night))
    assert {kind.icon for kind in CARD_KINDS.values()} <= set(drawn)


def test_no_script_no_stylesheet_and_no_template_is_long():
    written = [*TEMPLATES, *STYLES, *(ROOT / "static" / "behaviours").glob("*.js")]
    assert [path.name for path in written if len(path.read_text().splitlines()) > 250] == []
