"""What happens to an account and to the ways of entering it."""

from neighbourhood.residents.actions.accounts import (
    change_password,
    choose_what_shows,
    confirm_email,
    describe_oneself,
    register,
    set_comfort,
    settle_in,
    stay_home,
)
from neighbourhood.residents.actions.mailboxes import (
    ask_new_mailbox,
    confirm_mailbox,
    forget_changes,
    undo_mailbox,
)
from neighbourhood.residents.actions.second_factors import (
    TooManyPasskeys,
    add_passkey,
    drop_authenticator,
    drop_second_factors,
    enrol_authenticator,
    note_passkey_used,
    remove_passkey,
    renew_recovery_codes,
    spend_challenge,
    use_code,
)
from neighbourhood.residents.actions.sign_ins import (
    SEEN_EVERY,
    begin_sign_in,
    end_sign_in,
    end_sign_ins,
    forget_sign_ins,
    note_seen,
)

__all__ = [
    "SEEN_EVERY",
    "TooManyPasskeys",
    "add_passkey",
    "ask_new_mailbox",
    "begin_sign_in",
    "change_password",
    "choose_what_shows",
    "confirm_email",
    "confirm_mailbox",
    "describe_oneself",
    "drop_authenticator",
    "drop_second_factors",
    "end_sign_in",
    "end_sign_ins",
    "enrol_authenticator",
    "forget_changes",
    "forget_sign_ins",
    "note_passkey_used",
    "note_seen",
    "register",
    "remove_passkey",
    "renew_recovery_codes",
    "set_comfort",
    "settle_in",
    "spend_challenge",
    "stay_home",
    "undo_mailbox",
    "use_code",
]
