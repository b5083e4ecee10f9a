"""Passkeys: what is asked of a browser, and whether its answer is good.

A challenge lives five minutes in the signed session of the browser that asked for it, and the
caller spends it (`actions.spend_challenge`): an answer that was overheard opens nothing.
"""

import json
import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import lazily
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Passkey

if TYPE_CHECKING:
    import webauthn
    from webauthn import helpers
    from webauthn.helpers import exceptions, structs
else:
    webauthn, helpers = lazily("webauthn"), lazily("webauthn.helpers")
    exceptions, structs = lazily("webauthn.helpers.exceptions"), lazily("webauthn.helpers.structs")

_SITE = "Palier"
_LOCAL = "localhost"


@dataclass(frozen=True, slots=True)
class NewKey:
    """What a device has just made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def site_name(host: str) -> str | None:
    """Return the name that keys of this site are bound to; None where there can be none.

    Browsers make no key for a bare network address; on one’s own machine, "localhost" serves.
    """
    name = urlsplit(settings.current().base_url).hostname or ""
    try:
        local = ip_address(name).is_loopback
    except ValueError:
        return name
    return _LOCAL if local and host.partition(":")[0] == _LOCAL else None


def ask_for_new_key(
    site: str, resident: Resident, handle: bytes, known: list[Passkey], challenge: bytes
) -> Any:
    """Return what the browser needs to have a key made."""
    options = webauthn.generate_registration_options(
        rp_id=site,
        rp_name=_SITE,
        user_id=handle,
        user_name=resident.email or "",
        user_display_name=resident.full_name,
        challenge=challenge,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
    )
    return json.loads(webauthn.options_to_json(options))


def read_new_key(site: str, answer: str, challenge: bytes) -> NewKey | None:
    """Return the key that a device made for `challenge`; None when the answer is not good."""
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site,
            expected_origin=_origins(site),
            require_user_verification=True,
        )
    except _nonsense():
        return None
    return NewKey(made.credential_id, made.credential_public_key, made.sign_count)


def ask_for_key(site: str, known: list[Passkey], challenge: bytes) -> Any:
    """Return what the browser needs to use a key; any of this site when `known` is empty."""
    options = webauthn.generate_authentication_options(
        rp_id=site,
        challenge=challenge,
        allow_credentials=_descriptors(known),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return json.loads(webauthn.options_to_json(options))


def named_credential(answer: str) -> bytes | None:
    """Return which key a browser says it used; nothing is proved yet."""
    try:
        return helpers.parse_authentication_credential_json(answer).raw_id
    except _nonsense():
        return None


def check_key(site: str, answer: str, challenge: bytes, passkey: Passkey) -> int | None:
    """Return the new count of `passkey` if it did answer `challenge`, else None."""
    try:
        if _handle_in(answer) not in (None, passkey.handle):
            return None
        used = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site,
            expected_origin=_origins(site),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _nonsense():
        return None
    return used.new_sign_count


def new_challenge() -> bytes:
    """Return what a device must sign: never the same twice."""
    return secrets.token_bytes(32)


def new_handle() -> bytes:
    """Return a name for an account that says nothing about its owner."""
    return secrets.token_bytes(32)


def _nonsense() -> tuple[type[Exception], ...]:
    """Return whatever it raises when a hostile page writes something in place of an answer."""
    odd = (ValueError, KeyError, TypeError, AttributeError, IndexError)
    return exceptions.WebAuthnException, *odd


def _handle_in(answer: str) -> bytes | None:
    handle = json.loads(answer)["response"].get("userHandle")
    return helpers.base64url_to_bytes(cast("str", handle)) if handle else None


def _origins(site: str) -> list[str]:
    return [origin for origin in settings.current().origins if urlsplit(origin).hostname == site]


def _descriptors(known: list[Passkey]) -> "list[structs.PublicKeyCredentialDescriptor]":
    return [structs.PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in known]
