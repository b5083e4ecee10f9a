"""What is done by a mandate is written down; somebody without a mailbox lives here by it."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_string, policy

import pytest
from sqlalchemy import select

from neighbourhood.exchanges.actions.replies import REPLIED
from neighbourhood.exchanges.kinds.deeds import POSTED
from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates import policies
from neighbourhood.mandates.actions import appointing, deeds, ending, giving
from neighbourhood.mandates.models import (
    Consent,
    Mandate,
    MandateDeed,
    MandateStatus,
)
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import describe_oneself, settle_in, unsettle
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.mandates.giving.conftest import TERMS, at
from tests.support import mandates


class TestJournal:
    def note(self, session, principal, agent, mandate, deed=POSTED):
        held = as_held_by(at(session, Mandate, mandate), at(session, Resident, agent.id))
        actor = replace(held, resident=at(session, Resident, principal.id))
        deeds.note_deed(actor, deed, title="Des courses", path="/entraide/annonces/1")

    def test_what_an_agent_does_is_written(self, make, marcel, sophie, mandate, in_app):
        with make.writing() as session:
            self.note(session, marcel, sophie, mandate)
        line = in_app.scalars(select(MandateDeed)).one()
        assert (line.agent_id, line.title) == (sophie.id, "Des courses")

    def test_what_residents_do_themselves_is_not(self, make, marcel, in_app):
        with make.writing() as session:
            actor = at(session, Resident, marcel.id)
            deeds.note_deed(Actor.of(actor), POSTED, title="Des courses", path="/")
        assert in_app.scalars(select(MandateDeed)).all() == []

    @pytest.mark.parametrize("deed", mandates.DEEDS, ids=lambda deed: deed.code)
    def test_only_what_the_scopes_allow_is_done(self, make, marcel, sophie, deed):
        mandate = mandates.give(make, marcel, sophie, scopes={"invitations"})
        if "invitations" in deed.scopes:
            with make.writing() as session:
                self.note(session, marcel, sophie, mandate, deed)
        else:
            with pytest.raises(policies.MandateOver), make.writing() as session:
                self.note(session, marcel, sophie, mandate, deed)

    def test_nothing_is_done_by_a_mandate_that_has_ended(self, make, marcel, sophie, mandate):
        mandates.revoke(make, marcel, mandate)
        with pytest.raises(policies.MandateOver), make.writing() as session:
            self.note(session, marcel, sophie, mandate)

    def test_nor_by_somebody_it_does_not_name(self, make, quartier, marcel, sophie, mandate):
        paul = make.resident("Paul Leroy", quartier)
        with pytest.raises(policies.MandateOver), make.writing() as session:
            self.note(session, marcel, paul, mandate)

    def test_nor_for_somebody_else(self, make, quartier, sophie, mandate):
        paul = make.resident("Paul Leroy", quartier)
        with pytest.raises(policies.MandateOver), make.writing() as session:
            self.note(session, paul, sophie, mandate)

    def test_who_stood_in_is_forgotten_after(self, make, marcel, sophie, mandate):
        with make.writing() as session:
            self.note(session, marcel, sophie, mandate)
            assert Actor.of(at(session, Resident, marcel.id)).agent_id is None


class TestWithoutMailbox:
    """Somebody without e-mail lives here through those who act for them."""

    @pytest.fixture
    def jeanne(self, make, sophie, quartier):
        """The id of a person who signed a form that the desk has seen."""
        clerk, door = make.resident("Claire Mairie", verified=False), make.address(quartier)
        with make.writing() as session:
            home = session.merge(door)
            form = giving.prepare_on_paper(
                Actor.of(at(session, Resident, sophie.id)),
                full_name="Jeanne Morel",
                address=home,
                terms=TERMS,
            )
            settle_in(form.principal, home)
            giving.record_paper(
                Actor.of(at(session, Resident, clerk.id)), form, principal=form.principal
            )
            return form.principal_id

    def test_she_is_a_neighbour_without_a_password(self, in_app, jeanne):
        person = in_app.get_one(Resident, jeanne)
        assert person.email is None
        assert person.is_verified
        assert person.password_hash == giving.NO_PASSWORD

    def test_what_concerns_her_is_written_to_who_acts_for_her(
        self, make, jeanne, sophie, marcel, outbox
    ):
        before = len(outbox())
        with make.writing():
            notify(jeanne, REPLIED, path="/entraide/annonces/1", name="Marcel", title="Des courses")
        mails = [message_from_string(mail, policy=policy.default) for mail in outbox()[before:]]
        assert [mail["To"] for mail in mails] == [sophie.email]
        assert "Pour Jeanne Morel" in mails[0].get_content()

    def test_who_saw_her_paper_never_acts_for_her(self, make, jeanne, sophie):
        with make.writing() as session:
            (mandate,) = queries.live_of(jeanne)
            clerk = at(session, Resident, mandate.recorded_by_id)
            appointing.appoint(mandate, [clerk, at(session, Resident, sophie.id)])
            assert [held.agent_id for held in mandate.agents] == [sophie.id]

    def test_a_form_that_nobody_signs_leaves_nothing(self, make, sophie, quartier, in_app):
        door = make.address(quartier)
        with make.writing() as session:
            form = giving.prepare_on_paper(
                Actor.of(at(session, Resident, sophie.id)),
                full_name="Jeanne Morel",
                address=session.merge(door),
                terms=TERMS,
            )
            form.created_at = now() - ending.FORM_LIVES - timedelta(days=1)
        with make.writing():
            assert ending.forget_unsigned() == 1
        assert in_app.scalars(select(Mandate)).all() == []
        assert in_app.scalars(select(Resident).where(Resident.email.is_(None))).all() == []

    def test_who_prepared_the_form_does_not_record_it(self, make, sophie, quartier):
        door = make.address(quartier)
        with make.writing() as session:
            actor = at(session, Resident, sophie.id)
            form = giving.prepare_on_paper(
                Actor.of(actor), full_name="Jeanne Morel", address=session.merge(door), terms=TERMS
            )
            assert form.consent is Consent.PAPER
            with pytest.raises(Forbidden):
                giving.record_paper(Actor.of(actor), form, principal=form.principal)


def test_both_sides_are_told_when_it_ends(make, marcel, sophie, mandate, in_app):
    mandates.revoke(make, sophie, mandate)
    told = in_app.scalars(select(Notification).order_by(Notification.id)).all()
    assert [(line.resident_id, line.kind) for line in told[-2:]] == [
        (marcel.id, "mandates.over"),
        (sophie.id, "mandates.given-up"),
    ]


@pytest.mark.parametrize("who", ["marcel", "sophie"])
def test_a_home_taken_back_ends_it(make, mandate, status, who, request):
    with make.writing() as session:
        unsettle(at(session, Resident, request.getfixturevalue(who).id))
    assert status(mandate) is MandateStatus.REVOKED


@pytest.mark.parametrize("ends", [False, True])
def test_another_name_ends_what_was_given_to_the_one_before(
    make, marcel, sophie, mandate, status, in_app, ends
):
    with make.writing() as session:
        agent = at(session, Resident, sophie.id)
        before = agent.full_name
        name = "Zoé Petit" if ends else f"{before}-Martin"
        describe_oneself(Actor.of(agent), full_name=name, about="")
    assert (status(mandate) is MandateStatus.REVOKED) == ends
    said = in_app.scalars(
        select(Notification).where(
            Notification.kind == "mandates.over", Notification.resident_id == marcel.id
        )
    ).all()
    assert [line.details["name"] for line in said] == ([f"{before} (Zoé Petit)"] if ends else [])


def test_whoever_holds_a_mandate_reads_that_it_ends_before_they_take_another_name(
    sophie, mandate, status, signed_in
):
    browser = signed_in(sophie)
    asked = browser.post("/moi/profil", data={"full_name": "Zoé Petit"})
    assert (asked.status_code, "vos mandats s’arrêtent" in asked.text) == (422, True)
    assert status(mandate) is MandateStatus.LIVE
    browser.post("/moi/profil", data={"full_name": "Zoé Petit", "another_name": "y"})
    assert status(mandate) is MandateStatus.REVOKED


def test_a_mandate_renewed_early_takes_the_place_of_the_former(
    make, marcel, sophie, mandate, status
):
    renewed = mandates.give(make, marcel, sophie, days=365)
    assert status(mandate) is MandateStatus.EXPIRED
    assert status(renewed) is MandateStatus.LIVE


def test_a_mandate_to_somebody_else_goes_on_beside(make, marcel, quartier, mandate, status):
    mandates.give(make, marcel, make.resident("Paul Leroy", quartier))
    assert status(mandate) is MandateStatus.LIVE
