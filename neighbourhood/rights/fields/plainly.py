"""What machines keep for machines, said as a reader would: devices, files, amounts, addresses."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.codes import spell
from neighbourhood.foundation.words.money import euros
from neighbourhood.people.sayings import say_why
from neighbourhood.places.queries import get_municipality
from neighbourhood.residents import devices

# What tells a reader nothing, whose place is in the file that machines read.
FOR_MACHINES = frozenset(
    {
        "ledger_transfer.pseudonym",
        "ledger_transfer.reference",
        "moderation_case.about_id",
        "mute.thing_id",
        "pledge.pseudonym",
    }
)


def _device(said: str) -> str:
    return devices.read(said).said


def _file(content_type: str) -> str:
    if content_type.startswith("image/"):
        return str(gettext("une image"))
    return "PDF" if content_type == "application/pdf" else content_type


def _town(insee: str) -> str:
    found = get_municipality(insee)
    return found.name if found else insee


def _page(path: str) -> str:
    return f"{settings.current().base_url}{path}" if path.startswith("/") else path


def _drawn(_pseudonym: str) -> str:
    return str(gettext("tiré au hasard : dans les comptes, il remplace votre nom"))


# Columns by their whole name, or by the last of it where every table means the same.
_SAID: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "sign_in.agent": _device,
        "proof_document.content_type": _file,
        "dispatch.error": say_why,
        "shown_area.insee": _town,
        "donor_pseudonym.pseudonym": _drawn,
        "address_claim.reference": spell,
        "mandate.reference": spell,
        "identity_check.reference": spell,
        "path": _page,
        "also": _page,
        "page": _page,
    }
)


def sayer(column: str) -> Callable[[Any], str] | None:
    """Return what says the values of a column (`table.column`) plainly, None where they read so."""
    name = column.partition(".")[2]
    if name.endswith("_cents"):
        return euros
    return _SAID.get(column) or _SAID.get(name)
