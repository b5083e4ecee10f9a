"""How the columns of what is held are called by people, and how their values are said."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.changing import say_moment

# Whatever is not here is called by its own name, with spaces.
WORDS = MappingProxyType(
    {
        "about": _l("quelques mots"),
        "accepted_at": _l("accepté le"),
        "address": _l("adresse"),
        "agent": _l("appareil"),
        "answer": _l("réponse"),
        "answered_at": _l("répondu le"),
        "asked_at": _l("demandé le"),
        "begins_at": _l("début"),
        "body": _l("texte"),
        "category": _l("catégorie"),
        "closed_at": _l("fermé le"),
        "comfort": _l("affichage confort"),
        "confirmed_at": _l("confirmé le"),
        "created_at": _l("créé le"),
        "decided_at": _l("décidé le"),
        "details": _l("précisions"),
        "due_at": _l("date prévue"),
        "email": _l("adresse e-mail"),
        "email_confirmed_at": _l("adresse e-mail confirmée le"),
        "ended_at": _l("fini le"),
        "ends_at": _l("fin"),
        "expires_at": _l("valable jusqu’au"),
        "full_name": _l("nom entier"),
        "held_at": _l("aura lieu le"),
        "is_administrator": _l("administre le site"),
        "joined_at": _l("dans la conversation depuis le"),
        "kind": _l("sorte"),
        "language": _l("langue"),
        "last_seen_at": _l("vu pour la dernière fois le"),
        "last_used_at": _l("a servi pour la dernière fois le"),
        "left_at": _l("quitté le"),
        "listed": _l("montré dans le fil"),
        "mailbox": _l("adresse e-mail"),
        "message": _l("message"),
        "method": _l("moyen"),
        "name": _l("nom"),
        "name_to_prove": _l("nom à prouver"),
        "new_email": _l("nouvelle adresse e-mail"),
        "old_email": _l("ancienne adresse e-mail"),
        "outcome": _l("suite donnée"),
        "path": _l("page"),
        "places": _l("places"),
        "printed_at": _l("imprimé le"),
        "posted_at": _l("posté le"),
        "proved": _l("prouvé"),
        "proved_name": _l("nom prouvé"),
        "published_at": _l("publié le"),
        "quartier": _l("quartier"),
        "reach": _l("qui le voit"),
        "read_at": _l("lu le"),
        "ready_at": _l("prêt le"),
        "reason": _l("raison"),
        "reference": _l("numéro"),
        "residency_expires_at": _l("adresse à confirmer avant le"),
        "revoked_at": _l("retiré le"),
        "role": _l("rôle"),
        "roles": _l("rôles"),
        "scopes": _l("ce qui est permis"),
        "seats": _l("places"),
        "second_factor_since": _l("deuxième preuve depuis le"),
        "seen_at": _l("vu le"),
        "sent_at": _l("envoyé le"),
        "settled_at": _l("payé le"),
        "shows_full_name": _l("nom entier montré au quartier"),
        "shows_street": _l("rue montrée au quartier"),
        "since": _l("depuis"),
        "status": _l("où cela en est"),
        "subject": _l("sujet"),
        "submitted_at": _l("envoyé le"),
        "taken": _l("places prises"),
        "text": _l("texte"),
        "title": _l("titre"),
        "undone_at": _l("annulé le"),
        "until": _l("jusqu’au"),
        "updated_at": _l("changé le"),
        "used_at": _l("a servi le"),
        "verified_at": _l("adresse prouvée le"),
        "why": _l("pourquoi"),
        "withdrawn_at": _l("retiré le"),
        "words": _l("texte"),
    }
)


def named(column: str) -> str:
    """Return how people call a column."""
    return str(WORDS.get(column, column.replace("_", " ")))


def said(value: Any) -> str:
    """Say a value: yes and no in words, dates as the town reads them."""
    if isinstance(value, bool):
        return str(gettext("oui") if value else gettext("non"))
    if isinstance(value, datetime):
        return str(say_moment(value.isoformat()))
    if isinstance(value, date):
        return str(format_date(value, "d MMMM y"))
    if isinstance(value, Mapping):
        return ", ".join(f"{name} : {said(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(said(inner) for inner in value)
    return "" if value is None else str(value)


def lines(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return an entry as names and values to read, what is empty left out."""
    told = ((name, said(value)) for name, value in entry.items() if name != "table")
    return [(named(name), value) for name, value in told if value]
