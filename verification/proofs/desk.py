"""Staff of the town hall, or a resident-leader, see an identity document and read a code aloud."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import ValidationError, line
from verification.models.claims import IN_PERSON, AddressClaim
from verification.models.desk import DeskCode
from verification.proving.entry import CodeForm
from verification.proving.protocol import Desk, Outcome, Proof, Typed
from verification.proving.registry import declare
from verification.queries import desk

LATELY = timedelta(days=1)


class FiguresForm(CodeForm):
    """The code read aloud at the desk."""

    code = line(
        _l("Code donné à l’accueil"),
        limit=60,
        description=_l("Huit chiffres, valables un quart d’heure."),
    )

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be this code."""
        meant = codes.read(field.data or "", codes.FIGURES)
        if meant is None or not meant.isdecimal():
            raise ValidationError(
                gettext("Ce code compte huit chiffres, comme 1234 5678. Faites-le répéter.")
            )
        self.meant = meant


class InPerson(Proof):
    """Somebody whom the town trusts has seen the person and their papers."""

    code = IN_PERSON
    rank = 40
    icon = "building-2"
    title = _l("À l’accueil, en personne")
    about = _l("À la mairie ou avec un habitant relais. Montrez vos papiers, rien n’est copié.")
    how = _l("à l’accueil, en personne")
    lost = _l("Votre numéro à l’accueil ne comptera plus : il faudra recommencer sous ce nom.")
    in_short = _l("l’accueil")
    typed = Typed(
        length=codes.FIGURES,
        form=FiguresForm,
        heading=_l("Entrez le code qu’on vous lit"),
        wrong=_l("Ce n’est pas le bon code. Faites-le répéter :"),
        spent=_l("Cela fait trop d’essais. Dites plutôt votre numéro à l’accueil."),
        trouble=_l("Pas de code, ou il ne marche pas ?"),
        attributes={"inputmode": "numeric", "placeholder": "1234 5678"},
    )
    desk = Desk(word=_l("Guichet"), endpoint="verification.counter")
    shows_number = True

    def judge(self, claim: AddressClaim, code: str) -> Outcome:
        """Compare with the codes read aloud lately for this address, by somebody else."""
        if not self.has_tries_left(claim.resident_id):
            return Outcome.SPENT
        for read_aloud in desk.live_desk_codes(claim.address_id, lock=True):
            if read_aloud.verifier_id != claim.resident_id and _is_right(read_aloud, code):
                read_aloud.ended_at = now()
                claim.verifier_id = read_aloud.verifier_id
                return Outcome.CONFIRMED
        self.note_wrong_try(claim.resident_id)
        return Outcome.WRONG

    def at_the_desk(self, municipality_ids: Collection[int]) -> Mapping[str, object]:
        """Show who was confirmed here since yesterday."""
        return {"lately": desk.verified_lately(municipality_ids, self.code, now() - LATELY)}


def _is_right(read_aloud: DeskCode, code: str) -> bool:
    key = settings.current().secret_key
    return codes.matches(key, code, read_aloud.code_hash, *bound_to(read_aloud.address_id))


def bound_to(address_id: int) -> tuple[str, int]:
    """Return what a code read aloud is worth something for: an address."""
    return "desk", address_id


DESK = declare(InPerson())
