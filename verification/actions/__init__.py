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
from verification.actions.mandates import (
    mark_reports_posted,
    print_reports,
    record_mandate,
    stop_mandate,
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
    "mark_reports_posted",
    "note_alert",
    "open_invite",
    "print_codes",
    "print_letters",
    "print_reports",
    "read_aloud",
    "record_mandate",
    "refuse_document",
    "send_document",
    "settle_dispute",
    "stay",
    "stay_token",
    "stop_mandate",
    "vouch",
    "withdraw_proof",
]
