"""What is typed of the state of a thing, as it leaves and as it comes back."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import FilesField, Form, Optional, paragraph
from neighbourhood.loans.models.checks import NOTES_LIMIT


class CheckForm(Form):
    """A few words, photos, or both."""

    notes = paragraph(
        _l("Dans quel état est l’objet ?"),
        limit=NOTES_LIMIT,
        optional=True,
        description=_l("Par exemple : « Un éclat sur la poignée, tout marche »."),
    )
    photos = FilesField(
        _l("Des photos, six au plus"),
        [Optional()],
        description=_l(
            "De l’objet seul. La date et le lieu de prise de vue sont effacés de la photo."
        ),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        right = bool(super().validate(extra_validators))
        if not (self.notes.data or "").strip() and not self.photos.sent:
            self.notes.errors = [gettext("Écrivez quelques mots, ou ajoutez une photo.")]
            return False
        return right
