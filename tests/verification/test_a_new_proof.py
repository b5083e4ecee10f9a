"""One Python file and one folder of templates make a proof, with nothing else touched.

They are those of docs/extending.md, word for word: the page is what is tested here.
"""

import re
import sys

import pytest

from neighbourhood.notifications import kinds
from neighbourhood.notifications.models import Notification
from tests.support.palier import ROOT
from verification import proofs
from verification.models.claims import ClaimStatus, Refusal
from verification.proving import registry
from verification.proving.protocol import Proof

PAGE = ROOT / "docs" / "extending.md"
BLOCK = re.compile(r"^`([\w./]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = "caretaker"


@pytest.fixture
def written(tmp_path):
    """The files of the page, written where it says."""
    files = dict(BLOCK.findall(PAGE.read_text()))
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def caretaker(app, written, monkeypatch):
    """The house with the proof of the page in it, for one test."""
    before = set(sys.modules)
    monkeypatch.setattr(registry, "_known", registry._known.copy())
    # Those who read them hold this very register.
    before_it = dict(kinds.KINDS)
    monkeypatch.setattr(
        proofs, "__path__", [*proofs.__path__, str(written / "verification/proofs")]
    )
    monkeypatch.setattr(
        app.jinja_loader, "searchpath", [*app.jinja_loader.searchpath, str(written / "templates")]
    )
    registry.gather(proofs)
    yield registry.proof_by(CODE)
    kinds.KINDS.clear()
    kinds.KINDS.update(before_it)
    for name in set(sys.modules) - before:
        del sys.modules[name]
    app.jinja_env.cache.clear()


@pytest.fixture
def nora(signed_in, newcomer):
    return signed_in(newcomer)


@pytest.fixture
def chosen(caretaker, nora, door):
    """Nora has chosen her door, then the new proof."""
    nora.post("/mon-adresse/choisir", data={"key": door.key})
    return nora.post("/mon-adresse/confirmer", data={"method": CODE})


def decide(client, claim, **answers):
    return client.post(f"/accueil/preuve/{CODE}/{claim.id}", data=answers)


def test_it_is_a_tile_after_the_others(caretaker, nora, door):
    nora.post("/mon-adresse/choisir", data={"key": door.key})
    tiles = re.findall(r'name="method" value="(\w+)"', nora.get("/mon-adresse/confirmer").text)
    assert tiles == ["letter", "household", "vouching", "desk", "document", CODE]
    assert "un document, le gardien" in nora.get("/mon-adresse").text


def test_it_is_claimed_and_its_state_is_shown(chosen, nora, claims):
    assert chosen.location == "/mon-adresse"
    assert [(one.method, one.status) for one in claims()] == [(CODE, ClaimStatus.AWAITING)]
    assert "Le gardien de l’immeuble va nous répondre." in nora.get("/mon-adresse").text


def test_staff_find_it_among_the_proofs_and_confirm(
    chosen, signed_in, clerk, claims, home_of, newcomer
):
    desk = signed_in(clerk)
    assert f'href="/accueil/preuve/{CODE}"' in desk.get("/accueil/guichet").text
    page = desk.get(f"/accueil/preuve/{CODE}").text
    assert "Nora Petit" in page
    assert decide(desk, claims()[0], known="yes").status_code == 303
    [claim] = claims()
    assert (claim.status, claim.verifier_id) == (ClaimStatus.CONFIRMED, clerk.id)
    assert home_of(newcomer).is_verified
    assert "Nora Petit" not in desk.get(f"/accueil/preuve/{CODE}").text


def test_staff_refuse_and_the_resident_reads_why(chosen, signed_in, clerk, claims, nora, reread):
    assert decide(signed_in(clerk), claims()[0], known="no").status_code == 303
    [claim] = claims()
    assert (claim.status, claim.refusal) == (ClaimStatus.REFUSED, Refusal.OTHER_NAME)
    assert "Le gardien ne vous connaît pas." in nora.get("/mon-adresse").text
    assert "caretaker_refused" in {one.kind for one in reread(Notification)}


def test_an_answer_that_is_none_decides_nothing(chosen, signed_in, clerk, claims):
    answer = decide(signed_in(clerk), claims()[0])
    assert (answer.status_code, claims()[0].status) == (422, ClaimStatus.AWAITING)


def test_staff_of_another_town_see_and_decide_nothing(chosen, signed_in, clerk_for, make, claims):
    stranger = signed_in(clerk_for(make.municipality("Autreville").id))
    assert "Nora Petit" not in stranger.get(f"/accueil/preuve/{CODE}").text
    assert decide(stranger, claims()[0], known="yes").status_code == 404
    assert claims()[0].status is ClaimStatus.AWAITING


def test_a_proof_with_pages_of_its_own_has_no_common_one(app, signed_in, clerk):
    assert signed_in(clerk).get("/accueil/preuve/letter").status_code == 404
    assert signed_in(clerk).get("/accueil/preuve/magic").status_code == 404


def test_two_proofs_of_one_code_stop_the_house():
    class Twin(Proof):
        code = "letter"

    with pytest.raises(ValueError, match="'letter' is declared twice"):
        registry.declare(Twin())


def test_a_proof_not_offered_to_this_person_is_no_tile_and_cannot_be_claimed(
    caretaker, monkeypatch, nora, door, claims
):
    monkeypatch.setattr(type(caretaker), "is_offered_to", lambda *_given: False)
    nora.post("/mon-adresse/choisir", data={"key": door.key})
    assert f'value="{CODE}"' not in nora.get("/mon-adresse/confirmer").text
    assert nora.post("/mon-adresse/confirmer", data={"method": CODE}).status_code == 409
    assert claims() == []


ASKED = re.compile(r"(?<!request)[.]method (?:is|is not|==|!=|in|not in) (?!None)[\"'A-Z({\[]")


def test_nothing_but_a_proof_asks_which_proof_a_claim_has():
    houses = (ROOT / "verification", ROOT / "templates" / "verification")
    files = [
        one for house in houses for one in house.rglob("*.*") if one.suffix in {".py", ".html"}
    ]
    others = [one for one in files if "proofs" not in one.parts[len(ROOT.parts) :]]
    assert len(others) > 40
    assert not [str(one) for one in others if ASKED.search(one.read_text())]
    assert ASKED.search('if claim.method == "letter":')
