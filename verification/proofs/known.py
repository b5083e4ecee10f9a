"""The ways to prove an address, each behind the same protocol."""

from collections.abc import Mapping
from types import MappingProxyType

from verification.models.claims import Method
from verification.proofs.desk import Desk
from verification.proofs.document import DocumentProof
from verification.proofs.household import Household
from verification.proofs.letter import Letter
from verification.proofs.protocol import Proof
from verification.proofs.vouching import Vouching

LETTER = Letter()


_ALL: tuple[Proof, ...] = (LETTER, Household(), Vouching(), Desk(), DocumentProof())


PROOFS: Mapping[Method, Proof] = MappingProxyType({proof.method: proof for proof in _ALL})


def proof_by(method: Method) -> Proof:
    """Return the proof that goes by `method`."""
    return PROOFS[method]
