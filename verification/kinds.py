"""What verification tells residents."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.facts import Fact, said_when
from neighbourhood.foundation.web.templating import calendar_day
from neighbourhood.foundation.web.versions import Reading, Weighed
from neighbourhood.notifications.kinds import Letter, declare
from neighbourhood.people.kinds import MATTERS, Matter
from neighbourhood.residents import names
from neighbourhood.residents.kinds import (
    ENDED_BY_A_NAME,
    SIGHTS,
    EndedByAName,
    SightKind,
    declare_reason,
)
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts
from verification.models.claims import ClaimStatus
from verification.models.homes import WithdrawalReason
from verification.proving.registry import proof_by, proof_of
from verification.queries import claims

# What the desk reads before it decides. Accounts are held before claims, as everywhere.
READ_CLAIM = Reading(
    "resident",
    name=Fact(label=_l("Nom"), of="resident.full_name"),
    address=Fact(label=_l("Adresse"), of="address.label"),
)
READ_IDENTITY = Reading("resident", name=Fact(label=_l("Nom"), of="resident.full_name"))
READ_DISPUTED = Weighed(
    "resident",
    **READ_CLAIM.facts,
    disputed_at=Fact(label=_l("Signalé"), say=said_when),
)
READ_TAKEN = Weighed(
    methods=Fact(
        label=_l("Preuves acceptées"),
        say=lambda codes: ", ".join(str(proof_by(code).title) for code in codes),
    )
)
READ_HALL = Reading(
    address=Fact(label=_l("Adresse"), of="hall_address"),
    telephone=Fact(label=_l("Téléphone"), of="hall_telephone"),
    hours=Fact(label=_l("Horaires"), of="hall_hours"),
)
READ_DOCUMENT = Weighed(
    "claim.resident",
    "claim",
    **READ_CLAIM.within("claim"),
    dated_on=Fact(label=_l("Date annoncée"), say=said_when),
    # Where numbers of rows come again, the next document bears that of the one thrown away.
    created_at=Fact(label=_l("Envoyé"), say=said_when),
)

WELCOME = declare("welcome_home", _l("Bienvenue chez vous : votre adresse est confirmée."))


def _write_still_there(details: Mapping[str, Any]) -> str:
    if "until" not in details:
        return ""
    before = datetime.fromisoformat(details["until"]["moment"])
    asked = gettext(
        "Une fois par an, nous vous demandons si vous habitez toujours au même endroit. Si oui, "
        "confirmez-le avant le %(day)s : un bouton suffit.",
        day=calendar_day(before),
    )
    late = gettext(
        "Votre adresse n’est plus confirmée depuis le %(day)s : vous pouvez tout lire, mais plus "
        "écrire. Si vous habitez toujours au même endroit, un bouton suffit pour écrire de "
        "nouveau.",
        day=calendar_day(before),
    )
    otherwise = gettext(
        "Sans réponse à cette date, vous pourrez encore tout lire, mais plus écrire ni répondre, "
        "jusqu’à ce que vous confirmiez. Rien n’est effacé."
    )
    moved = gettext(
        "Vous avez déménagé ? Ne confirmez pas : ouvrez « Moi », puis « Mon adresse », et "
        "choisissez « J’ai déménagé »."
    )
    return "\n\n".join([late, moved] if before <= now() else [asked, otherwise, moved])


STILL_THERE = declare(
    "residency_to_reconfirm",
    _l(
        "Habitez-vous toujours à la même adresse ? Un bouton suffit pour le confirmer, dans le "
        "mois qui vient. Sans cela, vous pourrez lire, mais plus écrire. Si vous avez déménagé, "
        "indiquez votre nouvelle adresse."
    ),
    by_mail=True,
    letter=Letter(_write_still_there, way=_l("Pour confirmer :")),
)
CIRCLES = "/accueil/garants"
STAYING = "/mon-adresse/rester"
CLAIM_CANCELLED = declare(
    "address_claim_cancelled",
    _l("La mairie n’a pas pu confirmer votre adresse. Passez à l’accueil, on vous aidera."),
    by_mail=True,
)
PROOF_WITHDRAWN = declare(
    "proof_withdrawn",
    _l(
        "La preuve de votre adresse a été retirée. Voyez pourquoi, et que faire : "
        "la prouver de nouveau, ou passer à l’accueil de la mairie si c’est une erreur."
    ),
    by_mail=True,
)
# How a request stands, as who looks after somebody reads it.
CLAIM_WORDS = MappingProxyType(
    {
        ClaimStatus.AWAITING: _l("en attente"),
        ClaimStatus.CONFIRMED: _l("adresse confirmée"),
        ClaimStatus.REFUSED: _l("preuve refusée"),
        ClaimStatus.CANCELLED: _l("demande annulée"),
        ClaimStatus.EXPIRED: _l("arrivée à sa fin sans preuve"),
        ClaimStatus.WITHDRAWN: _l("preuve retirée"),
    }
)
# Read by whoever decides and by whoever lived there.
WITHDRAWAL_WORDS = MappingProxyType(
    {
        WithdrawalReason.UNKNOWN_THERE: _l("À cette adresse, on ne connaît pas ce compte"),
        WithdrawalReason.VOUCHERS_UNSURE: _l("Les garants ne confirment pas ce qu’ils ont dit"),
        WithdrawalReason.FALSE_PROOF: _l("La preuve n’était pas valable"),
        WithdrawalReason.LEFT: _l("La personne n’habite plus à cette adresse"),
        WithdrawalReason.MISTAKE: _l("L’adresse avait été confirmée par erreur"),
        WithdrawalReason.OTHER: _l("Une autre raison, écrite ci-dessous"),
    }
)


def lost_by_the_name(resident: Resident, full_name: str) -> LazyString | None:
    """Say what proves an address no more once `resident` bears that name, None if all still does.

    Compared is the name under which the claim was begun: no walk of corrections leads further.
    """
    claim = claims.awaiting_claim(resident)
    if claim is None:
        return None
    begun_under = accounts.name_at(resident, claim.created_at)
    return None if names.is_correction(begun_under, full_name) else proof_of(claim).lost


ENDED_BY_A_NAME.declare(EndedByAName(code="claim", said=lost_by_the_name))


# What is noted where a proof is withdrawn, by why.
_TOLD = {
    WithdrawalReason.LEFT: _l("Vous n’habitez plus à cette adresse"),
    WithdrawalReason.OTHER: _l("Une autre raison, écrite dans « Mon adresse »"),
}
WITHDRAWN_FOR = {
    why: declare_reason(f"verification.withdrawn {why}", words, _TOLD.get(why))
    for why, words in WITHDRAWAL_WORDS.items()
}
PROOF_SEEN = SIGHTS.declare(
    SightKind(
        code="verification.proof",
        title=_l("Preuve d’adresse : regardée de près"),
        back=lambda _reader: (CIRCLES, _l("Preuves à revoir")),
        opens=_l("Vous allez ouvrir la preuve d’adresse d’une personne."),
        reasons=(
            declare_reason(
                "verification.asked",
                _l("La personne concernée le demande"),
                _l("Vous l’avez demandé"),
            ),
            declare_reason("verification.reported", _l("Quelqu’un a signalé cette adresse")),
            declare_reason("verification.alert", _l("Une alerte sur les garants")),
        ),
    )
).code
# Seen or decided every day at the desk: noted without asking why.
DOCUMENT_SEEN, CLAIM_SEEN, LETTER_PRINTED, DECIDED, WITHDRAWN = (
    SIGHTS.declare(SightKind(code=f"verification.{code}", title=title)).code
    for code, title in (
        ("document", _l("Document envoyé pour prouver l’adresse : ouvert")),
        ("claim", _l("Demande de preuve d’adresse : ouverte au guichet")),
        ("letter", _l("Lettre avec le nom et l’adresse : imprimée")),
        ("decided", _l("Demande de preuve d’adresse : décidée")),
        ("withdrawn", _l("Preuve d’adresse : retirée")),
    )
)


def _proof_of(resident: Resident) -> Iterator[LazyString]:
    claim = claims.last_claim(resident)
    if claim is None:
        return
    words = proof_of(claim)
    if claim.status is ClaimStatus.AWAITING:
        yield _l("Une adresse attend d’être prouvée : %(way)s.", way=words.in_short or words.title)
    elif claim.status is ClaimStatus.CONFIRMED:
        yield _l("Adresse prouvée %(how)s.", how=words.how)


MATTERS.declare(Matter(code="proof", said=_proof_of))
