from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.partners.models import StaffInvitation, StaffRole
from tests.neighbourhood.partners.test_applying import link
from tests.support.carried import press


@pytest.fixture
def lea(town):
    return town.make.resident("Léa Roy", verified=False)


@pytest.fixture
def marcel(town, managed, signed_in):
    return signed_in(town.marcel)


def team(managed):
    return f"/partenaires/{managed}/equipe"


def invite(browser, managed, email, *roles):
    said = {"email": email, "roles": list(roles)}
    return browser.post(f"{team(managed)}/inviter", data=said)


def test_a_colleague_joins_by_the_link_and_a_button(town, managed, marcel, lea, signed_in, outbox):
    assert invite(marcel, managed, lea.email.upper(), "publish", "read").status_code == 303
    assert lea.email in marcel.get(team(managed)).text
    joining = link(outbox()[-1])
    browser = signed_in(lea)
    page = browser.get(joining).text
    assert "Marcel Dupont vous invite" in page
    assert town.roles(lea, managed) == set(), "opening the link is not accepting"
    assert browser.post(joining).location == f"/partenaires/{managed}"
    assert town.roles(lea, managed) == {StaffRole.PUBLISH, StaffRole.READ}
    assert browser.get(f"/partenaires/{managed}/besoins").status_code == 200
    assert browser.get(team(managed)).status_code == 404
    assert browser.post(joining).status_code == 410
    assert lea.email not in marcel.get(team(managed)).text


def test_the_link_is_nobody_elses(town, managed, marcel, lea, signed_in, visitor, outbox):
    invite(marcel, managed, lea.email, "publish")
    joining = link(outbox()[-1])
    other = signed_in(town.sophie)
    for answer in (other.get(joining), other.post(joining)):
        assert answer.status_code == 403
        assert lea.email not in answer.text
    assert "/connexion" in visitor.get(joining).location
    assert town.roles(lea, managed) == set()


def test_a_forged_withdrawn_or_old_link_lets_nobody_in(
    town, app, managed, marcel, lea, signed_in, outbox
):
    invite(marcel, managed, lea.email, "publish")
    joining, browser = link(outbox()[-1]), signed_in(lea)
    with app.app_context():
        number = db.session.query(StaffInvitation.id).scalar()
        other = sign("partner-mailbox", number)
        db.session.rollback()
    for forged in ("x", other, other[:-2] + "xx"):
        assert browser.post(f"/partenaires/invitation/{forged}").status_code == 410
    assert marcel.post(f"{team(managed)}/invitations/{number}/retirer").status_code == 303
    assert browser.get(joining).status_code == browser.post(joining).status_code == 410
    assert town.roles(lea, managed) == set()


def test_an_invitation_to_a_suspended_partner_is_useless(
    town, managed, marcel, lea, signed_in, outbox
):
    invite(marcel, managed, lea.email, "publish")
    admin = signed_in(town.nadege)
    press(admin, f"/administration/partenaires/{managed}/suspendre", data={"reason": "Non."})
    assert signed_in(lea).post(link(outbox()[0])).status_code in {403, 410}
    assert town.roles(lea, managed) == set()


@pytest.mark.parametrize(
    "said", [{"email": "lea"}, {"roles": []}, {"roles": ["verify"]}, {"roles": ["everything"]}]
)
def test_a_slip_is_explained(managed, marcel, said, outbox):
    before = len(outbox())
    given = {"email": "lea@example.org", "roles": ["publish"], **said}
    answer = marcel.post(f"{team(managed)}/inviter", data=given)
    assert answer.status_code == 422
    assert given["email"] in answer.text
    assert len(outbox()) == before


def test_the_list_tells_roles_and_second_factors(town, managed, marcel):
    assert "deuxième preuve" in marcel.get(team(managed)).text
    assert 'class="verified"' not in marcel.get(team(managed)).text
    with town.writing():
        town.who(town.sophie).second_factor_since = now() - timedelta(days=1)
    page = marcel.get(team(managed)).text
    assert page.count('class="verified"') == 1
    assert "écrit et relit les besoins" in page


def test_roles_are_changed_and_taken_away(town, managed, marcel):
    sophie = f"{team(managed)}/{town.sophie.id}"
    assert marcel.get(sophie).text.count(" checked") == 1
    assert press(marcel, sophie, data={"roles": []}).status_code == 422
    assert press(marcel, sophie, data={"roles": ["read", "pay out"]}).status_code == 303
    assert town.roles(town.sophie, managed) == {StaffRole.READ, StaffRole.PAY_OUT}
    assert marcel.post(f"{sophie}/retirer").location == team(managed)
    assert town.roles(town.sophie, managed) == set()


def test_the_last_manager_stays_until_there_is_another(town, managed, marcel):
    mine = f"{team(managed)}/{town.marcel.id}"
    asked_again, gone = (
        press(marcel, mine, data={"roles": ["read"]}),
        marcel.post(f"{mine}/retirer"),
    )
    assert (asked_again.status_code, gone.status_code) == (422, 409)
    assert "dernière personne" in asked_again.text
    assert 'name="roles"' in asked_again.text, "said on the form, beside what was chosen"
    assert "dernière personne" in gone.text
    town.name(town.sophie, managed, StaffRole.MANAGE)
    town.name(town.marcel, managed, StaffRole.READ)
    assert press(marcel, mine, data={"roles": ["read"]}).location == f"/partenaires/{managed}"
    assert marcel.get(team(managed)).status_code == 404


def test_who_leaves_is_shown_the_way_out(town, managed, marcel):
    town.name(town.sophie, managed, StaffRole.MANAGE)
    left = marcel.post(f"{team(managed)}/{town.marcel.id}/retirer")
    assert left.location == "/partenaires"
    assert marcel.get("/partenaires").status_code == 200


def test_the_list_takes_as_many_questions_for_two_as_for_eight(town, managed, marcel, statements):
    marcel.get(team(managed))
    statements.clear()
    marcel.get(team(managed))
    few = len(statements)
    for name in ("Ana", "Bea", "Clo", "Dan", "Eli", "Fay"):
        town.name(town.make.resident(f"{name} Roy"), managed, StaffRole.READ)
    statements.clear()
    marcel.get(team(managed))
    assert len(statements) == few
