"""The state machine, as a table: what each event makes of a claim, whatever proves it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident
from verification import jobs
from verification.actions import claims as claims_actions
from verification.actions import desk as desk_actions
from verification.actions import household
from verification.actions import vouching as vouching_actions
from verification.models.claims import AddressClaim, ClaimStatus, Refusal
from verification.models.desk import Document
from verification.proving.protocol import Proof
from verification.proving.registry import all_proofs, proof_by, proof_codes
from verification.queries import desk, letters, vouching

RIGHT = "the right code"
WRONG = {"desk": "00000000"}


class Story:
    """One claim by one method, and what may happen to it."""

    def __init__(self, app, make, method, newcomer, door, clerk, vouchers):
        self.app, self.make, self.method = app, make, method
        self.newcomer, self.door, self.clerk, self.vouchers = newcomer, door, clerk, vouchers
        self.code = ""
        self.prepare()

    def prepare(self):
        with self.make.writing() as session:
            nora, door = session.get_one(Resident, self.newcomer.id), session.merge(self.door)
            claim = claims_actions.claim_address(Actor.of(nora), door, method=self.method)
            if self.method == "letter":
                self.code = letters.code_in(letters.live_letter(claim))
            if self.method == "household":
                printed = household.print_codes(session.get_one(Quartier, door.quartier_id))
                self.code = next(one.code for one in printed if one.kept.address_id == door.id)
            if self.method == "desk":
                clerk = session.get_one(Resident, self.clerk.id)
                self.code = desk.desk_code_in(desk_actions.read_aloud(Actor.of(clerk), door))
            if self.method == "document":
                desk_actions.send_document(
                    Actor.of(nora),
                    storage_key="proofs/a.pdf",
                    content_type="application/pdf",
                    dated_on=now().date(),
                )

    def act(self, event):
        try:
            getattr(self, event)()
        except DomainError:
            return "refused"
        with self.app.app_context():
            return db.session.scalars(select(AddressClaim)).one().status.value

    def _as(self, who, work):
        with self.make.writing() as session:
            work(session.get_one(Resident, who.id))

    def right_code(self):
        self._as(
            self.newcomer, lambda nora: claims_actions.confirm_code(Actor.of(nora), code=self.code)
        )

    def wrong_code(self):
        wrong = WRONG.get(self.method, "0000000000")
        self._as(
            self.newcomer, lambda nora: claims_actions.confirm_code(Actor.of(nora), code=wrong)
        )

    def two_vouches(self):
        with self.app.app_context():
            claim = db.session.scalars(select(AddressClaim)).one()
            invite = vouching.live_invite(claim)
            number = invite.id if invite else 0
        for voucher in self.vouchers:
            self._as(voucher, lambda one: vouching_actions.vouch(Actor.of(one), number))

    def seen_in_person(self):
        self._as(
            self.clerk, lambda clerk: desk_actions.confirm_in_person(Actor.of(clerk), self.claim())
        )

    def document_accepted(self):
        self._as(
            self.clerk, lambda clerk: desk_actions.accept_document(Actor.of(clerk), self.document())
        )

    def document_refused(self):
        reason = Refusal.TOO_OLD
        self._as(
            self.clerk,
            lambda clerk: desk_actions.refuse_document(
                Actor.of(clerk), self.document(), refusal=reason
            ),
        )

    def given_up(self):
        self._as(self.newcomer, claims_actions.give_up)

    def account_closed(self):
        self._as(self.newcomer, resident_closed.send)

    def night(self):
        with self.app.app_context():
            jobs.close_old_claims()

    def claim(self):
        return db.session.scalars(select(AddressClaim)).one()

    def document(self):
        return desk.get_document(db.session.scalar(select(Document.id)) or 0)


EVENTS = (
    "right_code",
    "wrong_code",
    "two_vouches",
    "seen_in_person",
    "document_accepted",
    "document_refused",
    "given_up",
    "account_closed",
    "night",
)
A, C, X = "awaiting", "confirmed", "cancelled"
N = "refused"  # not possible: the claim stays as it was
TABLE = {
    "letter": (C, A, N, C, N, N, X, X, A),
    "household": (C, A, N, C, N, N, X, X, A),
    "vouching": (N, N, C, C, N, N, X, X, A),
    "desk": (C, A, N, C, N, N, X, X, A),
    "document": (N, N, N, C, C, "refused for a reason", X, X, A),
}
CASES = [
    (method, event, after)
    for method, row in TABLE.items()
    for event, after in zip(EVENTS, row, strict=True)
]


@pytest.fixture
def tell(app, make, newcomer, door, clerk, neighbour_of):
    def tell(method):
        vouchers = [neighbour_of(door, name) for name in ("Karima Benali", "Marcel Lefèvre")]
        return Story(app, make, method, newcomer, door, clerk, vouchers)

    return tell


@pytest.mark.parametrize(("method", "event", "after"), CASES)
def test_what_each_event_makes_of_a_waiting_claim(tell, claims, method, event, after):
    story = tell(method)
    came_to = story.act(event)
    if after == "refused for a reason":
        assert (came_to, claims()[0].refusal) == (ClaimStatus.REFUSED, Refusal.TOO_OLD)
    else:
        assert came_to == after
    if after == N:
        assert claims()[0].status is ClaimStatus.AWAITING


@pytest.mark.parametrize("method", proof_codes())
@pytest.mark.parametrize("event", EVENTS)
def test_nothing_moves_a_claim_that_has_ended(tell, claims, reread, method, event):
    story = tell(method)
    story.given_up()
    before = [(one.status, one.decided_at) for one in claims()]
    story.act(event)
    assert [(one.status, one.decided_at) for one in claims()] == before
    assert not [one for one in reread(Resident) if one.id == story.newcomer.id and one.may_read]


@pytest.mark.parametrize(("method", "days"), [("letter", 91), ("document", 31), ("vouching", 30)])
def test_what_waits_too_long_expires_at_night(tell, move_clock, method, days):
    story = tell(method)
    move_clock(days=days)
    assert story.act("night") == ClaimStatus.EXPIRED


@pytest.mark.parametrize("method", proof_codes())
def test_every_method_has_a_proof_with_its_words(app, method):
    proof: Proof = proof_by(method)
    assert proof.code == method
    assert proof in all_proofs()
    with app.test_request_context():
        assert str(proof.title)
        assert str(proof.about)
    assert proof.code_length in (0, 8, 10)


def test_a_document_nobody_decides_on_in_time_is_not_one_sent_today(tell, move_clock):
    story = tell("document")
    move_clock(days=timedelta(days=29).days)
    assert story.act("night") == ClaimStatus.AWAITING
