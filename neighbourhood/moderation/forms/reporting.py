"""What is asked of somebody who reports."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from neighbourhood.foundation.web.forms import Form, HiddenField, paragraph, required
from neighbourhood.moderation.models.reports import WORDS_LIMIT
from neighbourhood.moderation.rules import RULES, in_order


class ReportForm(Form):
    """Which rule is broken, and a few words where one wants."""

    rule = RadioField(
        _l("Qu’est-ce qui ne va pas ?"),
        [required(_l("Choisissez ce qui ne va pas : le plus proche suffit."))],
    )
    words = paragraph(
        _l("Voulez-vous en dire plus ?"),
        limit=WORDS_LIMIT,
        optional=True,
        description=_l("Ce que la personne qui examine doit savoir. N’écrivez pas votre nom."),
    )

    # Signed: whoever sends it was shown the thing, which may be hidden since.
    drawn = HiddenField()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.rule.choices = [(rule.code, rule.word) for rule in in_order()]

    def validate(self, *given: Any, **more: Any) -> bool:
        """Ask for words, too, where the rule says nothing by itself."""
        right = super().validate(*given, **more)
        rule = RULES.get(self.rule.data or "")
        if right and rule is not None and rule.needs_words and not self.words.data:
            self.words.errors = [gettext("Dites en quelques mots ce qui ne va pas.")]
            return False
        return bool(right)
