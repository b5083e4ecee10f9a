"""What one types of a charter."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import Form, HiddenField, line, paragraph
from neighbourhood.residents.models.charters import CHANGE_LIMIT, TEXT_LIMIT, TITLE_LIMIT


class CharterForm(Form):
    """The draft of the next version, in French, and in English where there is somebody for it."""

    title = line(_l("Titre"), limit=TITLE_LIMIT)
    text = paragraph(
        _l("Texte"),
        limit=TEXT_LIMIT,
        description=_l("Une ligne qui commence par # est un titre, par - un point de liste."),
    )
    change = line(
        _l("Ce qui change, en une phrase"),
        limit=CHANGE_LIMIT,
        optional=True,
        description=_l("Tout le monde lit cette phrase avant d’accepter de nouveau."),
    )
    title_en = line(_l("Titre en anglais"), limit=TITLE_LIMIT, optional=True)
    text_en = paragraph(_l("Texte en anglais"), limit=TEXT_LIMIT, optional=True)
    change_en = line(_l("Ce qui change, en anglais"), limit=CHANGE_LIMIT, optional=True)


class AcceptForm(Form):
    """The version that was read."""

    charter_id = HiddenField()
