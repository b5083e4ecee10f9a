"""Claims to live somewhere, what proves them, and the homes that were proved."""

from verification.models.claims import (
    REFERENCE_LENGTH,
    TRANSITIONS,
    AddressClaim,
    ClaimDecided,
    ClaimStatus,
    ForbiddenMethod,
    Method,
    Refusal,
    WrongTry,
)
from verification.models.desk import DeskCode, Document
from verification.models.homes import (
    WITHDRAWAL_WORDS_LIMIT,
    Residency,
    Withdrawal,
    WithdrawalReason,
)
from verification.models.letters import HOUSEHOLD_ACCOUNTS, TRIES, HouseholdCode, LetterCode
from verification.models.vouching import (
    VOUCHES_NEEDED,
    CircleAlert,
    CircleKind,
    Vouch,
    VouchInvite,
)

__all__ = [
    "HOUSEHOLD_ACCOUNTS",
    "REFERENCE_LENGTH",
    "TRANSITIONS",
    "TRIES",
    "VOUCHES_NEEDED",
    "WITHDRAWAL_WORDS_LIMIT",
    "AddressClaim",
    "CircleAlert",
    "CircleKind",
    "ClaimDecided",
    "ClaimStatus",
    "DeskCode",
    "Document",
    "ForbiddenMethod",
    "HouseholdCode",
    "LetterCode",
    "Method",
    "Refusal",
    "Residency",
    "Vouch",
    "VouchInvite",
    "Withdrawal",
    "WithdrawalReason",
    "WrongTry",
]
