"""What is typed when something went wrong with a loan."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import choice, paragraph
from neighbourhood.loans.kinds.words import INCIDENTS
from neighbourhood.loans.models.incidents import VOICE_LIMIT, IncidentKind
from neighbourhood.moderation.forms.careful import Careful


class IncidentForm(Careful):
    """What happened, and how."""

    kind = choice(_l("Que s’est-il passé ?"), INCIDENTS.items())
    text = paragraph(
        _l("Racontez en quelques mots"),
        limit=VOICE_LIMIT,
        description=_l("Ce que vous avez vu, sans chercher de coupable."),
    )

    def offer(self, kinds: Iterable[IncidentKind]) -> None:
        """Offer only what may have happened."""
        known = {kind.value for kind in kinds}
        self.kind.choices = [one for one in self.kind.choices if one.value in known]


class AccountForm(Careful):
    """How it came about, as the other side saw it."""

    text = paragraph(
        _l("Racontez à votre tour"),
        limit=VOICE_LIMIT,
        description=_l("Ce que vous avez vu, sans chercher de coupable."),
    )


class ProposalForm(Careful):
    """A way out."""

    text = paragraph(
        _l("Votre proposition"),
        limit=VOICE_LIMIT,
        description=_l(
            "Par exemple : « Je le fais réparer », « Je le remplace », « On le laisse comme cela »."
        ),
    )
