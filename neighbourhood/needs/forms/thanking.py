"""A word of thanks from a partner to those who gave."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import paragraph
from neighbourhood.needs.forms.texts import Anonymous


class ThanksForm(Anonymous):
    """A word to those who gave, in the words of the partner."""

    texts = ("text",)

    text = paragraph(
        _l("Votre mot de remerciement"),
        limit=300,
        description=_l(
            "Avec vos mots, pas ceux de la personne aidée. Par exemple : « Merci. Grâce à vous, "
            "une facture lourde est payée. »"
        ),
    )
