"""What is asked of who asks for somebody’s side, and of who gives it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, ListField, paragraph
from neighbourhood.moderation.models.cases import ANSWER_LIMIT, QUESTION_LIMIT
from neighbourhood.moderation.outcomes import say_lasting
from neighbourhood.moderation.rules import in_order

DAYS = (3, 5, 10)


class AskForm(Form):
    """Which rule is thought to be broken, a question, and how long one waits for the answer."""

    rule = ListField(_l("Quelle règle s’applique ?"))
    question = paragraph(
        _l("Une question"),
        limit=QUESTION_LIMIT,
        optional=True,
        description=_l("La personne concernée lira ces mots : rien sur qui a signalé."),
    )
    days = ListField(_l("Combien de temps pour répondre ?"), default="5")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.rule.choices = [SelectChoice(rule.code, rule.word) for rule in in_order()]
        self.days.choices = [SelectChoice(str(days), say_lasting(days)) for days in DAYS]


class SayForm(Form):
    """One’s side, in one’s own words."""

    words = paragraph(
        _l("Votre point de vue"),
        limit=ANSWER_LIMIT,
        description=_l(
            "Ce qui s’est passé, ce que vous vouliez dire. Vous répondez une seule fois."
        ),
    )
