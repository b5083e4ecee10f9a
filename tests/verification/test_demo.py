"""The demonstration town: every proof half done, and something to do on each page of the desk."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.vouching import VOUCHES_NEEDED, CircleKind
from verification.policies import rules
from verification.proving.registry import proof_codes
from verification.queries import claims, desk, homes, letters, vouching


@pytest.fixture
def clerk(town_app):
    """The town hall of the demonstration, which nobody has visited yet."""
    with town_app.app_context(), transaction():
        yield by_local_part()["mairie"]


def test_every_proof_is_under_way(clerk):
    waiting = set(
        db.session.scalars(
            select(AddressClaim.method).where(AddressClaim.status == ClaimStatus.AWAITING)
        )
    )
    assert waiting == set(proof_codes())


def test_every_page_of_the_desk_shows_something_to_do(clerk):
    served = rules.served_by(clerk)
    assert len([letter for letter in letters.waiting_letters(served) if not letter.printed_at]) == 2
    assert len(claims.disputed_claims(served, ClaimStatus.AWAITING)) == 1
    assert len(desk.documents(served)) == 2
    assert {alert.kind for alert in vouching.alerts(served)} == set(CircleKind)


def test_somebody_lacks_one_word_of_a_neighbour(clerk):
    claim = claims.awaiting_claim(by_local_part()["ines.castelli"])
    assert len(vouching.vouches_for(claim)) == VOUCHES_NEEDED - 1
    assert vouching.live_invite(claim).is_live


def test_the_documents_are_there_to_be_read(clerk):
    beginnings = {
        document.content_type: storage().get(document.storage_key)[:4]
        for document in desk.documents(rules.served_by(clerk))
    }
    assert beginnings == {"image/webp": b"RIFF", "application/pdf": b"%PDF"}


def test_somebody_is_asked_whether_they_still_live_there(clerk):
    people = db.session.scalars(select(Resident)).all()
    due = [one.email.partition("@")[0] for one in people if rules.is_soon_to_reconfirm(one)]
    assert due == ["yvette.morvan"]
    assert homes.present_home(by_local_part()["yvette.morvan"]).asked_at is not None
