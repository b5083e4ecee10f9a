"""What is asked of neighbours who help to review, and of who asks them."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import BooleanField, EmailField, Form, paragraph, required
from neighbourhood.moderation.models.cases import OPINION_LIMIT


class NameForm(Form):
    """Whom to ask."""

    email = EmailField(
        _l("L’adresse de messagerie de son compte"),
        [required(_l("Écrivez son adresse de messagerie."))],
    )


class HelpForm(Form):
    """Whether one wants to help."""

    helps = RadioField(
        _l("Voulez-vous aider à relire ?"),
        [required(_l("Répondez par oui ou par non."))],
        choices=[SelectChoice("yes", _l("Oui, je veux bien")), SelectChoice("no", _l("Non merci"))],
    )


class ShareForm(Form):
    """That nothing in the text is for those who moderate alone."""

    harmless = BooleanField(
        _l("J’ai relu : il n’y est question ni d’un enfant, ni de la santé de quelqu’un."),
        [required(_l("Relisez le texte, puis cochez la case."))],
    )


class OpinionForm(Form):
    """Whether a rule is broken, and why."""

    broken = RadioField(
        _l("Une règle est-elle enfreinte, selon vous ?"),
        [required(_l("Répondez par oui ou par non."))],
        choices=[
            SelectChoice("yes", _l("Oui, une règle est enfreinte")),
            SelectChoice("no", _l("Non, aucune règle n’est enfreinte")),
        ],
    )
    words = paragraph(
        _l("Pourquoi ?"),
        limit=OPINION_LIMIT,
        description=_l("Avec vos mots. Ne nommez personne."),
    )
