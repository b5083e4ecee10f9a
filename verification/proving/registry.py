"""The proofs that are known: each declares itself, once."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from verification.models.claims import AddressClaim
from verification.proving.protocol import Proof

P = TypeVar("P", bound=Proof)

_known: dict[str, Proof] = {}


def declare(proof: P) -> P:
    """Make a proof known; two proofs with one code are a mistake."""
    if proof.code in _known:
        raise ValueError(f"the proof {proof.code!r} is declared twice")
    _known[proof.code] = proof
    return proof


def gather(package: ModuleType) -> None:
    """Import whatever stands in `package`: each file there declares its proof."""
    for found in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{found.name}")


def all_proofs() -> list[Proof]:
    """Return the proofs in the order of their tiles."""
    return sorted(_known.values(), key=lambda proof: proof.rank)


def proof_codes() -> list[str]:
    """Return what may be stored as the way an address is proved."""
    return [proof.code for proof in all_proofs()]


def proof_by(code: str) -> Proof:
    """Return the proof that goes by `code`."""
    return _known[code]


def proof_of(claim: AddressClaim) -> Proof:
    """Return the proof that `claim` waits for, or came by."""
    return _known[claim.method]
