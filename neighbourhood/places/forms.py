"""Which door somebody means."""

from typing import Any

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import Form, HiddenField, line
from neighbourhood.places.gazetteer import Found, find_doors
from neighbourhood.places.policies import SearchBeingPrepared
from neighbourhood.places.queries import address_by_key
from neighbourhood.places.surroundings import complement


def door_line(label: Any) -> Any:
    """Return the field where an address is typed."""
    return line(label, description=_l("Le numéro et la rue. Exemple : 12 rue des Tanneurs"))


class DoorForm(Form):
    """The base of a form with an address, `typed`; `key` names the door chosen from a list."""

    typed: Any
    key = HiddenField()

    def find(self) -> Found:
        """Find the door that was chosen, or else what was typed and may mean several."""
        chosen = address_by_key(self.key.data) if self.key.data else None
        if chosen is not None:
            return Found(exact=chosen, around=complement(self.typed.data or ""))
        return self._search() if self.validate_on_submit() else Found()

    def _search(self) -> Found:
        try:
            return find_doors(self.typed.data)
        except SearchBeingPrepared as refusal:
            self.typed.errors = [refusal.say()]
            return Found()
