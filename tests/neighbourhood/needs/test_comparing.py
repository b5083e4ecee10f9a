"""What changed between two versions is marked in both, and heard by whoever does not see it."""

import re
from pathlib import Path

import pytest

from neighbourhood.foundation.words.comparing import compared
from tests.support.palier import ROOT

STYLES = ROOT / "static" / "styles"


@pytest.mark.parametrize(
    ("text", "other", "alone"),
    [
        ("Une facture de gaz", "Une facture de chauffage", ["gaz"]),
        ("Une facture de chauffage", "Une facture de gaz", ["chauffage"]),
        ("Un lit.\nUn sommier neuf.", "Un lit.\nUn sommier.", ["sommier neuf."]),
        ("Un lit", "Un lit", []),
        ("Un  lit\n", "Un lit", []),
        ("Un lit", "", ["Un lit"]),
        ("", "Un lit", []),
        ("mot " * 3_000, "mot", ["mot " * 3_000]),
    ],
)
def test_words_are_marked_that_the_other_text_does_not_have(text, other, alone):
    stretches = compared(text, other)
    assert "".join(stretch.text for stretch in stretches).rstrip() == text.rstrip()
    assert [stretch.text for stretch in stretches if stretch.is_alone] == alone


def heard(page, tag):
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    return [" ".join(re.sub(r"<.*?>", " ", each).split()) for each in found]


def test_both_versions_say_what_changed(office, signed_in):
    need = office.open()
    revision_id = office.correction(need, title="Une facture de gaz", target_cents=12000)
    there = f"/partenaires/{office.partner.id}/besoins/{need.id}/versions/{revision_id}"
    page = signed_in(office.reader).get(there).text.replace("\xa0", " ")
    assert heard(page, "del") == ["enlevé : chauffage (fin)", "enlevé : 150 € (fin)"]
    assert heard(page, "ins") == ["nouveau : gaz (fin)", "nouveau : 120 € (fin)"]


def test_those_who_gave_read_what_changed_and_nobody_else(office, make, signed_in, neighbour):
    """A word that was taken out because it named somebody stays out for everybody else."""
    need = office.open()
    office.give(neighbour, need, 500)
    office.correct(need, title="Une facture de gaz")
    page = signed_in(neighbour).get(f"/solidarite/{need.id}").text
    assert "<del>" in page
    assert "<ins>" in page
    other = make.resident("Marcel Petit", office.quartier)
    seen = signed_in(other).get(f"/solidarite/{need.id}").text
    assert "Une facture de gaz" in seen
    assert "<del>" not in seen
    assert "voir les deux versions" not in seen


@pytest.mark.parametrize("sheet", sorted(STYLES.glob("*.css")), ids=lambda sheet: sheet.name)
def test_every_token_that_a_style_asks_for_exists(sheet: Path):
    every = "".join(each.read_text() for each in STYLES.glob("*.css"))
    known = set(re.findall(r"(--[\w-]+)\s*:", every))
    assert set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text())) <= known
