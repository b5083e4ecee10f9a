import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.partners.actions import accrediting
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries import organisations
from neighbourhood.partners.queries import staff as staff_queries
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import by_email


@pytest.fixture
def run(app):
    def run(*words):
        return app.test_cli_runner().invoke(args=["partners", *words])

    return run


@pytest.fixture
def town(make):
    return make.municipality()


def test_a_partner_is_accredited_and_its_staff_named(app, run, town, make):
    resident = make.resident("Sophie Martin")
    done = run("accredit", "Centre social", "--insee", town.insee, "--kind", "association")
    assert done.exit_code == 0, done.output
    named = ("Centre social", resident.email, "--insee", town.insee, "--role", "publish")
    assert run("name-staff", *named).exit_code == 0
    assert run("name-staff", *named).exit_code == 0, "a second time changes nothing"
    with app.app_context():
        partner = organisations.by_name(town.insee, "Centre social")
        assert staff_queries.roles(by_email(resident.email), partner) == {StaffRole.PUBLISH}
        db.session.rollback()


def test_a_role_is_given_by_the_rules_of_the_pages(app, run, town, make):
    ready, closed = make.resident("Sophie Martin"), make.resident("Paul Leroy")
    boss = make.resident("Aylin Y", is_administrator=True)
    newcomer = make.resident("Inès Moreau", verified=False)
    with make.writing() as session:
        session.merge(closed).closed_at = now()
        session.merge(newcomer).email_confirmed_at = None
    run("accredit", "La Cantine", "--insee", town.insee, "--kind", "company")

    def name(resident, role):
        return run(
            "name-staff", "La Cantine", resident.email, "--insee", town.insee, "--role", role
        )

    for refused in (name(ready, "verify"), name(closed, "publish"), name(newcomer, "publish")):
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: ")
    with app.app_context():
        partner = organisations.by_name(town.insee, "La Cantine")
        assert staff_queries.staff_of(by_email(ready.email)) == []
        with transaction():
            administrator = Actor.of(by_email(boss.email))
            accrediting.suspend(administrator, hold(Partner, partner.id), reason="Plus de réponse.")
    assert name(ready, "publish").exit_code == 1


def test_mistakes_are_said_in_one_sentence(run, town, make):
    resident = make.resident("Sophie Martin")
    centre = ("Centre social", "--insee", town.insee, "--kind", "association")
    assert run("accredit", *centre).exit_code == 0
    staff = ("--insee", town.insee, "--role", "publish")
    for words in (
        ("accredit", *centre),
        ("accredit", "Centre social", "--insee", "00000", "--kind", "association"),
        ("name-staff", "Nobody", resident.email, *staff),
        ("name-staff", "Centre social", "nobody@example.org", *staff),
    ):
        refused = run(*words)
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: ")
