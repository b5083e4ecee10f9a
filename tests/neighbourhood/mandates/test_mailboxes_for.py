"""Who reads the mail meant for somebody without a mailbox."""

import pytest

from neighbourhood.exchanges.kinds.deeds import POSTED
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import deeds, giving
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.mandates.queries.readers import MOST_READERS, mailboxes_for
from neighbourhood.notifications.actions import notify
from neighbourhood.partners.actions.accrediting import accredit
from neighbourhood.partners.kinds import SUSPENDED
from neighbourhood.partners.models import PartnerKind
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident

TERMS = giving.Terms(scopes=frozenset({"post"}), days=31)
NAMES = ("Ana Roy", "Bea Roy", "Clo Roy", "Dan Roy", "Eli Roy")


@pytest.fixture
def quartier(make):
    return make.quartier()


@pytest.fixture
def clerk(make):
    return make.resident("Claire Mairie")


@pytest.fixture
def staff(make, quartier):
    return [make.resident(name, quartier) for name in NAMES]


@pytest.fixture
def entrusted(make, clerk, staff, in_app):
    """Return a mandate that Madeleine, without a mailbox, gave on paper."""

    def on_paper(organisation="Centre social"):
        agents = [db.session.get_one(Resident, one.id) for one in staff]
        town = agents[0].quartier.municipality
        named = {"name": organisation, "kind": PartnerKind.ASSOCIATION}
        home = db.session.get_one(Address, staff[0].address_id)
        mandate = giving.prepare_on_paper(
            Actor.of(agents[0]),
            full_name="Madeleine Roussel",
            address=home,
            terms=TERMS,
            partner=accredit(town, **named) if organisation else None,
            agents=agents,
        )
        settle_in(mandate.principal, home)
        seen_by = db.session.get_one(Resident, clerk.id)
        giving.record_paper(Actor.of(seen_by), mandate, principal=mandate.principal)
        return mandate

    return on_paper


def act(mandate, name):
    """Have one of the agents publish something."""
    agent = next(held.agent for held in mandate.agents if held.agent.full_name == name)
    deeds.note_deed(as_held_by(mandate, agent), POSTED, title="Mes courses", path="/entraide")


def readers(mandate):
    return [reader.full_name for reader in mailboxes_for(mandate.principal)]


def test_of_a_whole_staff_those_who_acted_last_read_it(entrusted):
    mandate = entrusted()
    for name in ("Bea Roy", "Eli Roy", "Dan Roy", "Clo Roy", "Eli Roy"):
        act(mandate, name)
    assert readers(mandate) == ["Eli Roy", "Clo Roy", "Dan Roy"]


def test_before_anybody_acted_the_longest_standing_read_it(entrusted):
    mandate = entrusted()
    assert readers(mandate) == list(NAMES[:MOST_READERS])
    act(mandate, "Eli Roy")
    assert readers(mandate) == ["Eli Roy", "Ana Roy", "Bea Roy"]


def test_a_closed_account_reads_nothing(entrusted):
    mandate = entrusted()
    act(mandate, "Eli Roy")
    mandate.agents[-1].agent.closed_at = now()
    assert readers(mandate) == list(NAMES[:MOST_READERS])


def test_what_is_held_through_an_organisation_is_not_counted_against_a_person(entrusted):
    mandate = entrusted()
    preparer = mandate.prepared_by
    assert queries.count_held(preparer) == 0
    assert queries.held_by(preparer) == []


def test_the_mail_itself_goes_to_three(entrusted, make, outbox):
    principal_id = entrusted().principal_id
    db.session.commit()
    with make.writing():
        notify(principal_id, SUSPENDED, path="/", name="Le bureau", reason="travaux")
    told = outbox()
    assert len(told) == MOST_READERS
    assert all("Madeleine" in mail for mail in told)
