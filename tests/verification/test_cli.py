from stat import S_IMODE

import pytest

from tests.support.pdf import flowing
from verification.actions import household
from verification.models.letters import HouseholdCode


@pytest.fixture
def run(app):
    def run(*args):
        return app.test_cli_runner().invoke(args=["verification", *map(str, args)])

    return run


@pytest.fixture
def quartier(make):
    quartier = make.quartier("Les Tanneurs")
    for _ in range(3):
        make.address(quartier)
    make.address(make.quartier("Le Port"))
    return quartier


def insee_of(make, quartier):
    with make.writing() as session:
        return session.get_one(type(quartier), quartier.id).municipality.insee


def test_one_letter_for_each_address_of_the_quartier(make, run, quartier, tmp_path, reread):
    path = tmp_path / "codes.pdf"
    asked = ("print-codes", "--insee", insee_of(make, quartier), "--output", path)
    said = run(*asked, "--quartier", "les tanneurs")
    assert said.exit_code == 0, said.output
    assert "3 letters" in said.output
    assert path.read_bytes().count(b"/Type /Page\n") == 3
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert len(reread(HouseholdCode)) == 3
    run(*asked, "--quartier", quartier.slug)
    assert [bool(one.ended_at) for one in reread(HouseholdCode)] == [True] * 3 + [False] * 3


def test_what_does_not_exist_is_said(make, run, quartier):
    insee = insee_of(make, quartier)
    unknown = run("print-codes", "--insee", insee, "--quartier", "Atlantide")
    assert (unknown.exit_code, "no quartier" in unknown.output) == (1, True)
    assert run("forbid", "letter", "--insee", "00000").exit_code == 1
    assert run("forbid", "magic", "--insee", insee).exit_code == 2


@pytest.fixture
def printing(make, run, quartier, tmp_path):
    """Print the codes of the quartier into a file."""

    def printing(*more, path=tmp_path / "codes.pdf"):
        asked = ("print-codes", "--insee", insee_of(make, quartier), "--quartier", quartier.slug)
        return run(*asked, "--output", path, *more)

    return printing


def live(reread):
    return [one.id for one in reread(HouseholdCode) if one.ended_at is None]


def test_a_street_is_named_as_people_spell_it(make, quartier, printing, reread):
    make.address(quartier, street="Boulevard Saint-Aubin")
    before = printing("--street", "bd st aubin")
    assert "1 letters" in before.output
    assert len(live(reread)) == 1
    printing()
    former = live(reread)
    printing("--street", "Bd. Saint Aubin")
    assert len(set(live(reread)) & set(former)) == 3
    assert "no street named" in printing("--street", "rue de nulle part").output


def test_a_file_that_cannot_be_written_leaves_the_former_codes(
    printing, reread, tmp_path, monkeypatch
):
    printing()
    former, kept = live(reread), (tmp_path / "codes.pdf").read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    said = printing()
    assert (said.exit_code, "the former codes stay valid" in said.output) == (1, True)
    assert live(reread) == former
    assert [one.read_bytes() for one in tmp_path.glob(".*codes*")] == []
    assert (tmp_path / "codes.pdf").read_bytes() == kept


def test_codes_that_never_count_leave_the_former_file(printing, reread, tmp_path, monkeypatch):
    printing()
    former, kept = live(reread), (tmp_path / "codes.pdf").read_bytes()
    seen = []

    def fail(*_given):
        seen.append((tmp_path / "codes.pdf").read_bytes() != kept)
        raise RuntimeError

    monkeypatch.setattr(household, "put_in_force", fail)
    assert isinstance(printing().exception, RuntimeError)
    assert seen == [True]
    assert live(reread) == former
    assert (tmp_path / "codes.pdf").read_bytes() == kept


def test_letters_lead_to_this_instance_and_not_to_the_machine(printing, tmp_path, with_settings):
    with_settings(base_url="https://voisins.example.org", demo=False)
    assert printing().exit_code == 0
    said = flowing((tmp_path / "codes.pdf").read_bytes())
    assert "https://voisins.example.org/" in said
    assert "localhost" not in said
    for local in ("http://localhost:5000", "http://127.0.0.1:5000", "http://[::1]:5000"):
        with_settings(base_url=local, demo=False)
        refused = printing()
        assert (refused.exit_code, "BASE_URL" in refused.output) == (1, True)
