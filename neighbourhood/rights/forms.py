"""What people ask about their data, and what is answered."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import Form, choice, line, paragraph
from neighbourhood.residents.models.closings import REASON_LIMIT
from neighbourhood.rights.kinds import REQUEST_WORDS


class RequestForm(Form):
    """What one asks, in words."""

    kind = choice(_l("Que demandez-vous ?"), list(REQUEST_WORDS.items()))
    words = paragraph(
        _l("Expliquez en quelques mots"),
        description=_l("Par exemple : la date de naissance notée sur mon mandat est fausse."),
    )


class AnswerForm(Form):
    """What is answered, in words."""

    answer = paragraph(_l("Votre réponse"))


class CloseForForm(Form):
    """How the person asked."""

    reason = line(
        _l("Comment la personne l’a-t-elle demandé ?"),
        limit=REASON_LIMIT,
        description=_l("Par exemple : lettre signée du 12 mars, rangée au guichet."),
    )
