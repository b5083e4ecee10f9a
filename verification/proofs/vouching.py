"""Two neighbours of two other households say: I know this person, they live there."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from neighbourhood.foundation import settings
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.forms import BooleanField, Form, line, required
from neighbourhood.foundation.web.links import link
from neighbourhood.notifications.kinds import declare as announce
from verification.models.claims import AddressClaim
from verification.models.vouching import VouchInvite
from verification.proving.entry import CodeForm
from verification.proving.protocol import Proof
from verification.proving.registry import declare
from verification.queries import vouching

VALID = timedelta(days=30)

EXPIRED = announce(
    "vouching_expired",
    _l(
        "Votre code pour deux voisins a plus de 30 jours : votre demande est close. "
        "Choisissez votre adresse pour recommencer, avec eux ou autrement."
    ),
    by_mail=True,
)
VOUCHED = announce(
    "vouched_once",
    _l("Une personne a répondu de vous. Il en faut encore une, d’un autre logement."),
)
CIRCLE_FOUND = announce(
    "vouching_circle_found",
    _l("Des voisins se portent garants les uns pour les autres : regardez si tout va bien."),
)


class VouchForm(CodeForm):
    """The code that a newcomer gave to a neighbour."""

    code = line(
        _l("Code donné par cette personne"),
        limit=60,
        description=_l(
            "Dix lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance."
        ),
    )


class PledgeForm(Form):
    """The word of a neighbour who vouches."""

    agreed = BooleanField(
        _l("Je connais cette personne et je sais qu’elle habite à cette adresse."),
        [required(_l("Cochez cette case si c’est vrai. Sinon, ne le faites pas."))],
    )


class Vouching(Proof):
    """Neighbours who know the newcomer answer for them."""

    code = "vouching"
    rank = 30
    stands_alone = False
    icon = "users"
    title = _l("Grâce à deux voisins")
    about = _l(
        "Deux personnes du quartier, de deux autres logements, disent qu’elles vous connaissent."
    )
    how = _l("grâce à deux voisins")
    lost = _l(
        "Ce que vos voisins ont dit de vous ne comptera plus : il faudra recommencer sous ce nom."
    )
    in_short = _l("deux voisins")
    expired = EXPIRED
    may_vouch_at_once = False

    def begin(self, claim: AddressClaim) -> None:
        """Make the code that the newcomer gives to neighbours, in person."""
        moment = now()
        invite = VouchInvite(
            claim=claim,
            claim_id=claim.id,
            nonce=secrets.token_hex(16),
            created_at=moment,
            expires_at=moment + VALID,
        )
        invite.code_hash = hash_of(vouching.invite_code(invite))
        db.session.add(invite)
        db.session.flush()

    def withdraw(self, claim: AddressClaim) -> None:
        """Make the code worthless."""
        invite = vouching.live_invite(claim)
        if invite is not None:
            invite.ended_at = now()

    def is_under_way(self, claim: AddressClaim) -> bool:
        """Tell whether the code can still be given to a neighbour."""
        invite = vouching.live_invite(claim)
        return invite is not None and invite.is_live

    def too_old(self) -> Select[int]:
        """Select the claims for which neighbours can answer no more."""
        return select(VouchInvite.claim_id).where(
            VouchInvite.ended_at.is_(None), VouchInvite.expires_at <= now()
        )

    def state(self, claim: AddressClaim) -> Mapping[str, object]:
        """Show the code to give, and how many have answered."""
        return {**_invite_of(claim), "vouches": len(vouching.vouches_for(claim))}

    def after_expiry(self, claim: AddressClaim) -> LazyString:
        """Offer to begin again."""
        del claim
        return _l(
            "Deux voisins ne se sont pas portés garants en 30 jours : votre demande est close. "
            "Choisissez votre adresse pour recommencer, avec eux ou autrement."
        )


def _invite_of(claim: AddressClaim) -> Mapping[str, object]:
    invite = vouching.live_invite(claim)
    if invite is None or not invite.is_live:
        return {"invite": None}
    code = vouching.invite_code(invite)
    where = link("verification.meet_newcomer")
    scan = f"{where}#{codes.spell(code)}"
    return {"invite": invite, "code": code, "link": where, "qr": paper.picture(scan)}


def hash_of(code: str) -> str:
    """Return what is kept of the code of an invite, by which it is found again."""
    return codes.digest(settings.current().secret_key, code, "vouch")


VOUCHING = declare(Vouching())
