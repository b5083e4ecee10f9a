"""What is asked of who opens a case that nobody reported."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, ListField, paragraph
from neighbourhood.moderation.models.cases import ANSWER_LIMIT
from neighbourhood.moderation.rules import in_order


class OpeningForm(Form):
    """The rule that counts, and why one looks at it."""

    rule = ListField(_l("Quelle règle s’applique ?"))
    words = paragraph(
        _l("Pourquoi ouvrez-vous ce dossier ?"),
        limit=ANSWER_LIMIT,
        description=_l("Ce que vous avez vu, et où. Seules les personnes qui modèrent le lisent."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.rule.choices = [SelectChoice(rule.code, rule.word) for rule in in_order()]
