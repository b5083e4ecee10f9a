"""What neighbours and partners type about calendars."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField

from neighbourhood.agenda.models.addresses import MOST_SHOWN
from neighbourhood.agenda.models.outside import NAME_LIMIT, URL_LIMIT
from neighbourhood.agenda.subjects import SHOWN_WORDS
from neighbourhood.feed.circles import Way
from neighbourhood.foundation.web.fields import Boxes
from neighbourhood.foundation.web.forms import (
    BooleanField,
    Form,
    ValidationError,
    line,
)
from neighbourhood.places.models import Quartier

_WHOLE_TOWN = ""
# How programs write the address of a calendar that they would subscribe to.
_SUBSCRIBED = ("webcal://", "webcals://")


class AddressForm(Form):
    """What a secret address shows."""

    shows = Boxes(_l("Ce qu’on y lit"))

    def __init__(self, here: Iterable[str], circles: Iterable[Way], **options: Any) -> None:
        super().__init__(**options)
        words = {code: word for code, word in SHOWN_WORDS.items() if code in set(here)}
        self.shows.choices = [*words.items(), *((way.code, way.word) for way in circles)]

    def validate_shows(self, field: Field) -> None:
        """Ask for something to show."""
        if not field.data:
            raise ValidationError(gettext("Cochez au moins une ligne."))
        if len(field.data) > MOST_SHOWN:
            raise ValidationError(gettext("Cochez quatre lignes au plus."))


def _as_https(value: str | None) -> str | None:
    said = (value or "").strip()
    for scheme in _SUBSCRIBED:
        if said.lower().startswith(scheme):
            return "https://" + said[len(scheme) :]
    return said


class FollowForm(Form):
    """A calendar to follow: its name, its address, whom it is for."""

    name = line(
        _l("Nom du calendrier"),
        limit=NAME_LIMIT,
        description=_l("Par exemple : « Les ateliers du centre social »."),
    )
    url = line(
        _l("Adresse du calendrier"),
        limit=URL_LIMIT,
        description=_l(
            "Elle commence par https:// et finit souvent par .ics. Votre logiciel d’agenda la "
            "donne sous « partager » ou « publier »."
        ),
        render_kw={"inputmode": "url", "dir": "ltr"},
    )
    quartier = SelectField(_l("Pour qui ?"), coerce=str)
    is_sure = BooleanField(_l("J’ai relu"))

    def __init__(self, quartiers: Sequence[Quartier], **options: Any) -> None:
        super().__init__(**options)
        self.url.data = _as_https(self.url.data)
        named = [(str(one.id), one.name) for one in quartiers]
        self.quartier.choices = [(_WHOLE_TOWN, gettext("Toute la ville")), *named]

    def validate_url(self, field: Field) -> None:
        """Ask for an address that can be read in secret."""
        try:
            parts = urlsplit(field.data or "")
        except ValueError:
            parts = urlsplit("")
        if parts.scheme != "https" or not parts.hostname:
            raise ValidationError(
                gettext("Collez l’adresse entière ; elle commence par https:// ou webcal://.")
            )

    @property
    def quartier_id(self) -> int | None:
        """For which quartier its events are; None is the whole town."""
        return int(self.quartier.data) if self.quartier.data else None
