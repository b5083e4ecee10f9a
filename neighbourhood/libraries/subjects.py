"""What tools are for, how they and their loans stand, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.choices import LISTS, Choice, ChoiceList, offered
from neighbourhood.libraries.models.libraries import LibraryStatus, ToolStatus
from neighbourhood.libraries.models.loans import ToolLoanStatus

# The code of the switch under which tool libraries are offered.
LIBRARIES = "libraries"
_HERE = "here"

# What towns may add to, put away and order.
CATEGORY_LIST = LISTS.declare(
    ChoiceList(
        code="tool",
        title=_l("Catégories des outilthèques"),
        one=_l("Une catégorie de plus"),
        groups={_HERE: _l("Ce qu’une outilthèque prête")},
        declared={
            _HERE: [
                Choice("tools", _l("Bricolage"), "drill"),
                Choice("garden", _l("Jardin"), "leaf"),
                Choice("kitchen", _l("Cuisine"), "utensils"),
                Choice("party", _l("Fête"), "party-popper"),
                Choice("children", _l("Enfants"), "baby"),
                Choice("sport", _l("Sport et voyage"), "sun"),
                Choice("other", _l("Autre"), "ellipsis"),
            ]
        },
    )
)


def categories_here() -> list[Choice]:
    """Return the categories offered where the reader lives, in order."""
    return offered(CATEGORY_LIST.code, _HERE)


LIBRARY_STATUSES: Mapping[LibraryStatus, LazyString] = {
    LibraryStatus.OPEN: _l("Ouverte"),
    LibraryStatus.CLOSED: _l("Fermée"),
}
TOOL_STATUSES: Mapping[ToolStatus, LazyString] = {
    ToolStatus.ON_SHELF: _l("en rayon"),
    ToolStatus.MENDED: _l("en réparation"),
    ToolStatus.RETIRED: _l("retiré du prêt"),
}
LOAN_STATUSES: Mapping[ToolLoanStatus, LazyString] = {
    ToolLoanStatus.RESERVED: _l("réservé"),
    ToolLoanStatus.LENT: _l("emprunté"),
    ToolLoanStatus.RETURNED: _l("rendu"),
    ToolLoanStatus.CANCELLED: _l("annulé"),
    ToolLoanStatus.MISSED: _l("réservation non retirée"),
    ToolLoanStatus.NOT_RETURNED: _l("jamais rendu"),
}
# What a day of a tool is called in its calendar; a day that is over is called nothing.
DAYS: Mapping[str, LazyString] = {
    "free": _l("libre"),
    "mine": _l("à vous"),
    "taken": _l("pris"),
    "closed": _l("fermé"),
}
