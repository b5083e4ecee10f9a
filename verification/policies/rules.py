"""Who may prove an address, and who may help."""

from collections.abc import Collection
from datetime import timedelta

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.policies import MandateGone
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.policies.acting import may_verify
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.places.models import Address
from neighbourhood.places.queries import municipalities
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import are_apart
from verification.models.claims import IN_PERSON, AddressClaim, ClaimStatus
from verification.models.homes import Residency
from verification.models.letters import LetterCode
from verification.models.vouching import Vouch
from verification.policies.refusals import (
    DecidedMeanwhile,
    DisputeSettled,
    NothingToVouchFor,
    OtherQuartier,
    OwnMandateForm,
    PaperNotTakenHere,
    SameHousehold,
    StoppedMeanwhile,
    TooNewToVouch,
    VouchedTooOften,
)
from verification.proving.protocol import Proof
from verification.proving.registry import proof_by, proof_codes
from verification.queries import claims, homes, vouching

BETWEEN_LETTERS = timedelta(days=7)
ASKED_BEFORE = timedelta(days=30)
VOUCHES_A_SEASON = 3
VOUCH_SEASON = timedelta(days=90)
HOME = "/mon-adresse"


def may_claim(resident: Resident) -> bool:
    """Ask for an open account whose mailbox answered."""
    return resident.is_active and resident.email_confirmed_at is not None


def is_home(resident: Resident, address: Address) -> bool:
    """`resident` proved this very address, and it is not to be confirmed again."""
    return resident.is_verified and resident.address_id == address.id


def methods_for(address: Address) -> list[str]:
    """Return the ways to prove an address that its town takes."""
    if address.quartier is None:
        return []
    forbidden = claims.forbidden_methods(address.quartier.municipality_id)
    return [code for code in proof_codes() if code not in forbidden]


def keeps_a_way(methods: Collection[str]) -> bool:
    """Tell whether whoever comes first to a quartier can prove their address by one of these."""
    return any(proof_by(code).stands_alone for code in methods)


def is_taken_no_more(claim: AddressClaim) -> bool:
    """Its town stopped taking the proof that a claim waits for: it goes on, no other begins."""
    return claim.method not in methods_for(claim.address)


def proofs_for(resident: Resident, address: Address) -> list[Proof]:
    """Return the ways among which `resident` chooses to prove `address`."""
    taken = [proof_by(code) for code in methods_for(address)]
    return [proof for proof in taken if proof.is_offered_to(resident, address)]


def refusal_to_vouch(
    voucher: Resident, claim: AddressClaim, earlier: Collection[Vouch]
) -> type[DomainError] | None:
    """Return why `voucher` cannot answer for this claim, None when they can."""
    if claim.status is not ClaimStatus.AWAITING or claim.disputed_at is not None:
        return NothingToVouchFor
    if are_apart(voucher.id, claim.resident_id):
        return NothingToVouchFor
    if not voucher.is_verified or voucher.quartier_id != claim.address.quartier_id:
        return OtherQuartier
    taken = {claim.address_id, *(vouch.address_id for vouch in earlier)}
    if voucher.id == claim.resident_id or voucher.address_id in taken:
        return SameHousehold
    return _refusal_for_now(voucher)


def _refusal_for_now(voucher: Resident) -> type[DomainError] | None:
    lately = now() - VOUCH_SEASON
    home = homes.present_home(voucher)
    if home is not None and home.since > lately and not _may_vouch_at_once(home):
        return TooNewToVouch
    if vouching.vouches_by(voucher, lately) >= VOUCHES_A_SEASON:
        return VouchedTooOften
    return None


def _may_vouch_at_once(home: Residency) -> bool:
    # A home that was given, by an administrator or by the demo, was proved by nobody’s word.
    return home.method is None or proof_by(home.method).may_vouch_at_once


def is_soon_to_reconfirm(resident: Resident) -> bool:
    """Ask within the last month of the year, and after, whether one still lives there."""
    ends = resident.residency_expires_at
    return resident.may_read and ends is not None and ends < now() + ASKED_BEFORE


def may_be_home(address: Address) -> bool:
    """Palier has opened in the quartier of this address."""
    return address.quartier is not None and address.quartier.is_open


def may_be_followed(letter: LetterCode) -> bool:
    """Time enough has passed to ask for another letter, or this one came back."""
    return letter.returned_at is not None or letter.created_at <= now() - BETWEEN_LETTERS


def may_be_cancelled(claim: AddressClaim) -> bool:
    """Nothing was decided yet."""
    return claim.status is ClaimStatus.AWAITING


def why_it_waits_no_more(claim: AddressClaim) -> type[DomainError]:
    """Return what staff read who still believe that a claim waits."""
    stopped = claim.status in (ClaimStatus.CANCELLED, ClaimStatus.EXPIRED)
    return StoppedMeanwhile if stopped else DecidedMeanwhile


def served_by(resident: Resident) -> set[int]:
    """Return the municipalities for which `resident` verifies addresses."""
    return {partner.municipality_id for partner in staff_of(resident, StaffRole.VERIFY)}


def serves(resident: Resident, address: Address) -> bool:
    """Staff who verify for the municipality of the address."""
    quartier = address.quartier
    return quartier is not None and quartier.municipality_id in served_by(resident)


def may_serve(resident: Resident, claim: AddressClaim) -> bool:
    """Staff who verify for the municipality of the address."""
    return serves(resident, claim.address)


def may_decide(resident: Resident, claim: AddressClaim) -> bool:
    """Staff of the town, about anybody but themselves."""
    return claim.resident_id != resident.id and may_serve(resident, claim)


def still_to_decide(resident: Resident, claim: AddressClaim | None) -> AddressClaim:
    """Return a claim that `resident` decides; say why one of their towns waits no more."""
    if claim is None or not may_decide(resident, claim):
        raise Missing
    if not may_be_cancelled(claim):
        raise why_it_waits_no_more(claim)
    return claim


def may_decide_now(resident: Resident, claim: AddressClaim) -> bool:
    """Staff of the town, about anybody but themselves, while nothing is decided."""
    return may_be_cancelled(claim) and may_decide(resident, claim)


def home_written_on(mandate: Mandate) -> Address | None:
    """Return where the form says that its principal lives, else where they do."""
    return mandate.address or mandate.principal.address


def refusal_to_record(actor: Actor, mandate: Mandate) -> type[DomainError] | None:
    """Return why `actor`, who serves the town, cannot record a form; None when they can."""
    agents = {held.agent_id for held in mandate.agents}
    home = home_written_on(mandate)
    if not mandate.is_prepared or home is None:
        return MandateGone
    if actor.id in {mandate.prepared_by_id, mandate.principal_id, *agents}:
        return OwnMandateForm
    return None if IN_PERSON in methods_for(home) else PaperNotTakenHere


def oversees(resident: Resident) -> bool:
    """Who looks at proofs that seem wrong: staff who verify for a town, administrators."""
    return resident.is_administrator or may_verify(resident)


def overseen_by(resident: Resident) -> set[int]:
    """Return the municipalities whose proofs `resident` looks at, all for an administrator."""
    if resident.is_administrator:
        return {town.id for town in municipalities()}
    return served_by(resident)


def may_oversee(resident: Resident, claim: AddressClaim) -> bool:
    """Staff of the town and administrators, about anybody but themselves."""
    others = claim.resident_id != resident.id
    return others and (resident.is_administrator or may_serve(resident, claim))


def may_see_proofs_of(resident: Resident, person: Resident) -> bool:
    """Staff who verify for the town where somebody lives, and administrators."""
    town = person.quartier.municipality_id if person.quartier else None
    return resident.is_administrator or town in served_by(resident)


def still_disputed(resident: Resident, claim: AddressClaim | None) -> AddressClaim:
    """Return a claim that `resident` looks into; say so when nobody disputes it any more."""
    if claim is None or not may_oversee(resident, claim):
        raise Missing
    if claim.disputed_at is None:
        raise DisputeSettled
    return claim


def may_be_withdrawn(claim: AddressClaim) -> bool:
    """Nobody took it back, and its owner has not moved since, nor left."""
    there = claim.resident.may_read and claim.resident.address_id == claim.address_id
    return there and claim.resident.is_active and claim.status is ClaimStatus.CONFIRMED
