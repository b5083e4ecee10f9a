"""The roles that touch a whole town: with the password, told to the others, never for oneself."""

import pytest

from neighbourhood.foundation.storing import holding
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffInvitation, StaffRole
from neighbourhood.partners.policies.staffing import NotForOneself
from neighbourhood.residents.acting import Actor
from tests.support.carried import press
from tests.support.lately import lately

HEAVY = (StaffRole.ADMINISTER, StaffRole.MODERATE, StaffRole.VERIFY)


@pytest.fixture
def hall(town, managed):
    """Return a service of the town, which Marcel and Rosa manage."""
    with town.writing():
        holding.hold(Partner, managed).kind = PartnerKind.CITY_SERVICE
    town.rosa = town.make.resident("Rosa Diaz")
    town.name(town.rosa, managed, StaffRole.MANAGE)
    return managed


def change(town, partner_id, actor, colleague, *roles):
    with town.writing():
        staffing.change_roles(
            Actor.of(town.who(actor)),
            holding.hold(Partner, partner_id),
            town.who(colleague),
            roles=roles,
        )


def invite(town, partner_id, actor, email, *roles):
    with town.writing():
        partner = holding.hold(Partner, partner_id)
        return staffing.invite(Actor.of(town.who(actor)), partner, email=email, roles=roles).id


def accept(town, number, actor):
    with town.writing():
        staffing.accept(Actor.of(town.who(actor)), holding.hold(StaffInvitation, number))


@pytest.mark.parametrize("role", [*HEAVY, StaffRole.READ])
def test_nobody_of_a_town_widens_what_they_may_do_themselves(town, hall, role):
    with pytest.raises(NotForOneself):
        change(town, hall, town.marcel, town.marcel, StaffRole.MANAGE, role)
    assert town.roles(town.marcel, hall) == {StaffRole.MANAGE}
    change(town, hall, town.rosa, town.marcel, StaffRole.MANAGE, role)
    change(town, hall, town.marcel, town.marcel, StaffRole.MANAGE)
    assert town.roles(town.marcel, hall) == {StaffRole.MANAGE}


def test_nobody_invites_themselves_whatever_their_mailbox_was_then(town, hall):
    with pytest.raises(NotForOneself):
        invite(town, hall, town.marcel, town.marcel.email, StaffRole.ADMINISTER)
    number = invite(town, hall, town.marcel, "autre@example.org", StaffRole.ADMINISTER)
    with town.writing():
        town.who(town.marcel).email = "autre@example.org"
    with pytest.raises(NotForOneself):
        accept(town, number, town.marcel)
    assert town.roles(town.marcel, hall) == {StaffRole.MANAGE}


def test_whoever_manages_an_association_alone_does_its_daily_work(town, managed):
    change(town, managed, town.marcel, town.marcel, StaffRole.MANAGE, StaffRole.PUBLISH)
    change(town, managed, town.marcel, town.sophie, StaffRole.MANAGE)
    with pytest.raises(NotForOneself):
        change(
            town,
            managed,
            town.marcel,
            town.marcel,
            StaffRole.MANAGE,
            StaffRole.PUBLISH,
            StaffRole.PAY_OUT,
        )


def test_the_other_managers_of_a_town_are_told_of_a_heavy_role(town, hall):
    change(town, hall, town.marcel, town.sophie, StaffRole.PUBLISH, StaffRole.READ)
    assert "partners.heavy-given" not in town.told(town.rosa)
    change(town, hall, town.marcel, town.sophie, StaffRole.PUBLISH, StaffRole.ADMINISTER)
    assert town.told(town.rosa).count("partners.heavy-given") == 1
    invite(town, hall, town.marcel, "lea@example.org", StaffRole.MODERATE)
    assert town.told(town.rosa).count("partners.heavy-given") == 2
    assert "partners.heavy-given" not in town.told(town.marcel) + town.told(town.sophie)


def test_a_member_of_a_town_is_taken_off_with_the_password_and_the_others_are_told(
    town, hall, app, signed_in
):
    path, marcel = f"/partenaires/{hall}/equipe/{town.sophie.id}/retirer", signed_in(town.marcel)
    for answer in (marcel.get(path), marcel.post(path)):
        assert "/moi/confirmer" in answer.location
    assert town.roles(town.sophie, hall) == {StaffRole.PUBLISH}
    lately(app, marcel, town.marcel)
    assert marcel.post(path).status_code == 303
    assert town.roles(town.sophie, hall) == set()
    assert "partners.removed" in town.told(town.rosa)
    assert "partners.removed" not in town.told(town.marcel) + town.told(town.sophie)


def test_a_role_of_a_town_is_given_with_the_password(town, hall, app, signed_in):
    team = f"/partenaires/{hall}/equipe"
    sophie, mine = f"{team}/{town.sophie.id}", f"{team}/{town.marcel.id}"
    marcel = signed_in(town.marcel)
    given = {"roles": ["publish", "administer"]}
    asked = {"email": "lea@example.org", "roles": ["moderate"]}
    for answer in (
        marcel.get(sophie),
        marcel.post(sophie, data=given),
        marcel.post(f"{team}/inviter", data=asked),
    ):
        assert "/moi/confirmer" in answer.location
    assert town.roles(town.sophie, hall) == {StaffRole.PUBLISH}
    lately(app, marcel, town.marcel)
    assert 'value="administer"' in marcel.get(sophie).text
    assert 'value="administer"' not in marcel.get(mine).text
    refused = press(marcel, mine, data={"roles": ["manage", "administer"]})
    assert refused.status_code == 403
    assert "On ne se donne pas un rôle" in refused.text
