"""A slice is a folder and one line: it is met everywhere, with no other file touched.

The files are those of docs/extending.md, word for word: the page is what is tested here.
"""

import json
import re
import subprocess
import sys

import pytest

from tests.support.palier import ROOT

BLOCK = re.compile(r"^`([\w./]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def met(tmp_path_factory):
    """What three neighbours met in a town with walks in it."""
    folder = tmp_path_factory.mktemp("walks")
    page = (ROOT / "docs" / "extending.md").read_text()
    for name, text in BLOCK.findall(page):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    command = [sys.executable, "-m", "tests.house.toy_town", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_its_pages_stand_under_a_word_of_the_menu(met):
    lit = re.findall(r'href="([^"]+)" aria-current=page', met["menu"])
    assert set(lit) == {"/entraide"}


def test_it_has_its_row_in_moi(met):
    assert "Mes balades" in met["me"]
    assert 'href="/balades/"' in met["me"]


def test_its_door_stands_on_the_first_page_of_its_word(met):
    doors = re.search(r'<nav class="doors".*?</nav>', met["timeline"], re.DOTALL)[0]
    assert 'href="/balades/"' in doors
    assert "Les balades" in doors


def test_it_is_on_the_timeline_with_its_word_and_its_filter(met):
    assert met["proposed"] == "/balades/1"
    for said in ("Au bord de l’eau", "Venir aussi", 'data-kind="walk"', "Balades"):
        assert said in met["timeline"], said
    assert "Au bord de l’eau" in met["page"]


def test_two_talk_about_it_beside_its_panel(met):
    for said in ("La balade", "Vous venez.", "Au bord de l’eau"):
        assert said in met["conversation"], said


def test_its_news_are_in_the_inbox(met):
    assert "Marcel P. vient à « Au bord de l’eau »" in met["inbox"].replace("\u00a0", " ")


def test_it_is_reported_and_hidden_while_somebody_looks_at_it(met):
    assert "Signaler" in met["page"]
    assert "Une balade" in met["report"]
    assert met["hidden"] == [410, 200]
    assert "Au bord de l’eau" not in met["listed"]


def test_a_mandate_may_allow_it_and_nothing_else(met):
    assert "Proposer des balades" in met["scopes"]
    assert met["closed"] == 403
    assert met["deeds"] == ["walk-proposed"]
    assert "Au parc" in met["signed"]
    assert "a proposé la balade « Au parc »" in met["journal"].replace("\u00a0", " ")


def test_what_it_holds_is_read_and_erased(met):
    assert met["held"] == ["Au bord de l’eau", "Au parc"]
    assert met["left"] == ["…", "…"]


def test_those_who_run_its_town_find_its_page(met):
    home, page = met["administration"]
    assert 'href="/balades/communes/1"' in home
    assert "combien, dans la commune" in home
    assert "Balades : Valbourg" in page.replace("\u00a0", " ")
    assert "1 balade" in page.replace("\u00a0", " ")


def test_its_town_may_leave_it_out(met):
    offered, page, me, timeline, again = met["left out"]
    assert "Les balades" in offered
    assert "n’est pas proposé ici" in page.replace("\u00a0", " ")
    assert "/balades/" not in me
    assert "Balades" not in timeline
    assert "/balades/" in again
