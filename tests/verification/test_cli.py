from stat import S_IMODE

import pytest

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
