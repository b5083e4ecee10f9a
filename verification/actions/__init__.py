"""How an address becomes proved, and stays so."""

from verification.actions.claims import (
    CLAIMS_AN_ADDRESS,
    ask_again,
    claim_address,
    confirm_code,
    dispute,
    expire_claims,
    give_up,
)
from verification.actions.desk import (
    READ_ALOUD_VALID,
    UNATTENDED,
    accept_document,
    confirm_in_person,
    forget_unattended,
    read_aloud,
    refuse_document,
    send_document,
)
from verification.actions.homes import (
    ask_who_stays,
    home_of_token,
    keep_history,
    stay,
    stay_token,
)
from verification.actions.household import (
    Printed,
    print_codes,
)
from verification.actions.letters import (
    BATCH,
    mark_posted,
    print_letters,
    settle_dispute,
)
from verification.actions.oversight import (
    note_alert,
    withdraw_proof,
)
from verification.actions.rules import (
    allow,
    forbid,
)
from verification.actions.vouching import (
    open_invite,
    vouch,
)
from verification.proofs import Outcome

__all__ = [
    "BATCH",
    "CLAIMS_AN_ADDRESS",
    "READ_ALOUD_VALID",
    "UNATTENDED",
    "Outcome",
    "Printed",
    "accept_document",
    "allow",
    "ask_again",
    "ask_who_stays",
    "claim_address",
    "confirm_code",
    "confirm_in_person",
    "dispute",
    "expire_claims",
    "forbid",
    "forget_unattended",
    "give_up",
    "home_of_token",
    "keep_history",
    "mark_posted",
    "note_alert",
    "open_invite",
    "print_codes",
    "print_letters",
    "read_aloud",
    "refuse_document",
    "send_document",
    "settle_dispute",
    "stay",
    "stay_token",
    "vouch",
    "withdraw_proof",
]
