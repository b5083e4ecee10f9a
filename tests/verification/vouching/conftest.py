"""A newcomer, the code they give, and neighbours who answer."""

import pytest

from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification import jobs
from verification.actions import vouching as vouching_actions
from verification.queries import claims as claims_queries
from verification.queries import vouching


@pytest.fixture
def invite(app, claim, door):
    """Claim a door by vouching; return the id of the invite and its code."""

    def invite(newcomer, address=None):
        claim(newcomer, address or door, "vouching")
        with app.app_context():
            found = vouching.live_invite(claims_queries.last_claim(newcomer))
            return found.id, vouching.invite_code(found)

    return invite


@pytest.fixture
def vouch(make):
    def vouch(voucher, invite_id):
        return make.act(lambda by: vouching_actions.vouch(by, invite_id), voucher)

    return vouch


@pytest.fixture
def karima(door, neighbour_of):
    return neighbour_of(door)


@pytest.fixture
def type_code(make):
    def type_code(voucher, code):
        with make.writing() as session:
            outcome, _invite = vouching_actions.open_invite(
                Actor.of(session.get_one(Resident, voucher.id)), code=code
            )
        return outcome

    return type_code


@pytest.fixture
def quartier(make, door):
    with make.writing() as session:
        return session.get_one(Quartier, door.quartier_id)


@pytest.fixture
def bring_home(make, invite, vouch, quartier):
    """Let two neighbours vouch for somebody, at a new address of a quartier."""

    def bring_home(*vouchers):
        newcomer = make.resident("Nouveau Venu", verified=False)
        invite_id, _code = invite(newcomer, make.address(quartier))
        for voucher in vouchers:
            vouch(voucher, invite_id)
        return newcomer

    return bring_home


@pytest.fixture
def night(app):
    def night():
        with app.app_context():
            jobs.close_old_claims()

    return night
