import pytest

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.actions import accrediting, applying, staffing
from neighbourhood.partners.models import (
    Application,
    ApplicationStatus,
    Partner,
    PartnerKind,
    StaffInvitation,
    StaffRole,
)
from neighbourhood.partners.policies.accrediting import (
    AlreadyPartner,
    MovedOn,
    NeedsAnotherAdministrator,
    OneAtATime,
    WorksForThem,
)
from neighbourhood.partners.policies.staffing import ForAnotherMailbox, LastManager
from neighbourhood.partners.queries import staff
from neighbourhood.residents.acting import Actor


def test_two_administrators_open_a_desk_that_the_applicant_manages(town):
    number = town.submitted()
    assert town.told(town.nadege) == town.told(town.aylin) == ["partners.to-examine"]
    town.approve(number, town.nadege)
    assert town.now(number).status is ApplicationStatus.APPROVED_ONCE
    assert town.now(number).partner_id is None
    assert town.told(town.aylin)[-1] == "partners.to-approve-too"
    town.approve(number, town.aylin)
    done = town.now(number)
    assert done.status is ApplicationStatus.ACCREDITED
    assert town.partner(done.partner_id).accredited_at is not None
    assert town.partner(done.partner_id).mail_domain == "reliure.example"
    assert town.roles(town.marcel, done.partner_id) == {StaffRole.MANAGE}
    told = ["partners.received", "partners.approved-once", "partners.accredited"]
    assert town.told(town.marcel) == told


def test_one_administrator_never_approves_twice(town):
    number = town.submitted()
    town.approve(number, town.nadege)
    with pytest.raises(NeedsAnotherAdministrator):
        town.approve(number, town.nadege)
    assert town.now(number).status is ApplicationStatus.APPROVED_ONCE


def test_a_draft_waits_for_its_mailbox(town):
    number = town.draft()
    assert town.told(town.nadege) == []
    with pytest.raises(MovedOn):
        town.approve(number, town.nadege)


def test_a_neighbour_decides_nothing(town):
    number = town.submitted()
    stranger = town.make.resident("Karima Benali")
    with pytest.raises(Forbidden):
        town.approve(number, stranger)
    with pytest.raises(Forbidden), town.writing():
        accrediting.refuse(
            Actor.of(town.who(stranger)), holding.hold(Application, number), reason="Non."
        )


@pytest.mark.parametrize("tie", ["applicant", "mailbox", "subdomain", "staff"])
def test_an_administrator_who_works_for_them_does_not_decide(town, tie):
    mailboxes = {"mailbox": "iris@reliure.example", "subdomain": "iris@siege.reliure.example"}
    more = {"email": mailboxes[tie]} if tie in mailboxes else {}
    iris = town.make.resident("Iris Faure", is_administrator=True, **more)
    if tie == "staff":
        other = town.accredited(
            name="Reliure, siège", siret="73282932000017", mailbox="a@ailleurs.example"
        )
        town.name(iris, other, StaffRole.READ)
    number = town.submitted(iris if tie == "applicant" else None)
    assert town.told(iris).count("partners.to-examine") == (1 if tie == "staff" else 0)
    with pytest.raises(WorksForThem):
        town.approve(number, iris)
    with pytest.raises(WorksForThem), town.writing():
        accrediting.refuse(
            Actor.of(town.who(iris)), holding.hold(Application, number), reason="Non."
        )
    town.approve(number, town.nadege)
    assert town.told(iris).count("partners.to-approve-too") == (1 if tie == "staff" else 0)


def test_a_refusal_says_why_and_one_may_ask_again(town):
    number = town.submitted()
    town.approve(number, town.nadege)
    with town.writing():
        found = holding.hold(Application, number)
        accrediting.refuse(
            Actor.of(town.who(town.aylin)), found, reason="Le SIRET est celui d’un autre."
        )
    assert town.now(number).status is ApplicationStatus.REFUSED
    assert town.told(town.marcel)[-1] == "partners.refused"
    with pytest.raises(MovedOn):
        town.approve(number, town.aylin)
    town.submitted()


def test_one_request_at_a_time(town):
    number = town.submitted()
    with pytest.raises(OneAtATime):
        town.draft(name="Autre", siret="35600000000048")
    with town.writing():
        applying.withdraw(Actor.of(town.who(town.marcel)), holding.hold(Application, number))
    town.draft()


def test_the_same_organisation_is_not_a_partner_twice(town):
    other = town.make.resident("Paul Leroy")
    twin = town.submitted(other, name="ATELIER DE RELIURE")
    town.accredited()
    town.approve(twin, town.nadege)
    with pytest.raises(AlreadyPartner):
        town.approve(twin, town.aylin)
    with pytest.raises(AlreadyPartner):
        town.draft(town.make.resident("Rosa Lima"), name="Autre nom")


def test_a_suspension_closes_at_once_and_another_administrator_opens(town, managed):
    def change(action, administrator, **more):
        with town.writing():
            action(Actor.of(town.who(administrator)), holding.hold(Partner, managed), **more)

    change(accrediting.suspend, town.nadege, reason="Plus de réponse.")
    with town.app.app_context():
        assert staff.staff_of(town.who(town.sophie)) == []
        assert [one.id for one in staff.closed_for(town.who(town.sophie))] == [managed]
    assert town.told(town.sophie) == ["partners.suspended"]
    with pytest.raises(MovedOn):
        change(accrediting.suspend, town.aylin, reason="Encore.")
    with pytest.raises(NeedsAnotherAdministrator):
        change(accrediting.reinstate, town.nadege)
    change(accrediting.reinstate, town.aylin)
    with town.app.app_context():
        assert [one.id for one in staff.staff_of(town.who(town.sophie))] == [managed]
    assert town.told(town.sophie)[-1] == "partners.reinstated"
    with pytest.raises(MovedOn):
        change(accrediting.reinstate, town.aylin)
    with pytest.raises(Forbidden):
        change(accrediting.suspend, town.marcel, reason="Je ferme.")


def invite(town, partner_id, actor, email, *roles):
    with town.writing():
        partner = holding.hold(Partner, partner_id)
        return staffing.invite(Actor.of(town.who(actor)), partner, email=email, roles=roles).id


def accept(town, number, actor):
    with town.writing():
        staffing.accept(Actor.of(town.who(actor)), holding.hold(StaffInvitation, number))


def test_only_the_mailbox_that_was_invited_joins(town, managed):
    lea, mallory = town.make.resident("Léa Roy"), town.make.resident("Mallory Petit")
    waiting = town.make.resident("Nour Haddad", email_confirmed_at=None)
    number = invite(town, managed, town.marcel, lea.email, StaffRole.PUBLISH, StaffRole.READ)
    with pytest.raises(ForAnotherMailbox):
        accept(town, number, mallory)
    unconfirmed = invite(town, managed, town.marcel, waiting.email, StaffRole.PUBLISH)
    with pytest.raises(ForAnotherMailbox):
        accept(town, unconfirmed, waiting)
    accept(town, number, lea)
    assert town.roles(lea, managed) == {StaffRole.PUBLISH, StaffRole.READ}
    assert town.told(town.marcel)[-1] == "partners.joined"
    with pytest.raises(MovedOn):
        accept(town, number, lea)


def test_a_newer_or_withdrawn_invitation_makes_the_first_useless(town, managed):
    lea = town.make.resident("Léa Roy")
    first = invite(town, managed, town.marcel, lea.email, StaffRole.MANAGE)
    second = invite(town, managed, town.marcel, lea.email, StaffRole.READ)
    with pytest.raises(MovedOn):
        accept(town, first, lea)
    with town.writing():
        staffing.withdraw_invitation(
            Actor.of(town.who(town.marcel)), holding.hold(StaffInvitation, second)
        )
    with pytest.raises(MovedOn):
        accept(town, second, lea)
    assert town.roles(lea, managed) == set()


def test_only_managers_invite_and_only_a_city_service_checks_addresses(town, managed):
    with pytest.raises(Forbidden):
        invite(town, managed, town.sophie, "lea@example.org", StaffRole.READ)
    with pytest.raises(Forbidden):
        invite(town, managed, town.marcel, "lea@example.org", StaffRole.VERIFY)
    with pytest.raises(Forbidden):
        invite(town, managed, town.marcel, "lea@example.org")
    with town.writing():
        holding.hold(Partner, managed).kind = PartnerKind.CITY_SERVICE
    invite(town, managed, town.marcel, "lea@example.org", StaffRole.VERIFY)


def test_roles_are_changed_but_a_manager_always_remains(town, managed):
    def change(actor, colleague, *roles):
        with town.writing():
            partner = holding.hold(Partner, managed)
            staffing.change_roles(
                Actor.of(town.who(actor)), partner, town.who(colleague), roles=roles
            )

    def remove(actor, colleague):
        with town.writing():
            partner = holding.hold(Partner, managed)
            staffing.remove(Actor.of(town.who(actor)), partner, town.who(colleague))

    with pytest.raises(LastManager):
        change(town.marcel, town.marcel, StaffRole.READ)
    with pytest.raises(LastManager):
        remove(town.marcel, town.marcel)
    change(town.marcel, town.sophie, StaffRole.MANAGE, StaffRole.READ)
    assert town.roles(town.sophie, managed) == {StaffRole.MANAGE, StaffRole.READ}
    assert town.told(town.sophie) == ["partners.roles-changed"]
    remove(town.sophie, town.marcel)
    assert town.roles(town.marcel, managed) == set()
    assert town.told(town.marcel)[-1] == "partners.left"
    with pytest.raises(LastManager):
        change(town.sophie, town.sophie, StaffRole.PUBLISH)
    with pytest.raises(Forbidden):
        remove(town.marcel, town.sophie)


def test_who_closed_their_account_does_not_count_as_a_manager(town, managed):
    town.name(town.sophie, managed, StaffRole.MANAGE)
    with town.writing():
        town.who(town.sophie).closed_at = town.sophie.created_at
    marcel = town.marcel
    with pytest.raises(LastManager), town.writing():
        staffing.remove(
            Actor.of(town.who(marcel)), holding.hold(Partner, managed), town.who(marcel)
        )
    with town.app.app_context():
        assert staff.managers(managed) == {town.marcel.id}
        db.session.rollback()
