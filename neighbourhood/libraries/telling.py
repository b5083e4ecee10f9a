"""What is told of reservations and loans, and where tools are shown."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.actions import Showing, show
from neighbourhood.feed.reaches import TOWN
from neighbourhood.libraries.models.libraries import KIND, Library, Tool
from neighbourhood.libraries.models.loans import ToolLoan
from neighbourhood.libraries.queries import shelves
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.notifications.kinds import Importance, Kind, declare

MINE = "/outiltheques/mes-emprunts"

RESERVED = declare(
    "libraries.reserved",
    _l("C’est réservé : « %(title)s » vous attend à l’outilthèque de %(partner)s"),
    importance=Importance.TELLS,
    headline=_l("C’est réservé : « %(title)s »"),
    general=_l("Un outil est réservé pour vous"),
    by_mail=True,
)
DUE_SOON = declare(
    "libraries.due soon",
    _l("« %(title)s » est à rapporter dans deux jours"),
    importance=Importance.WAITS,
    general=_l("Un outil est à rapporter dans deux jours"),
)
DUE_TODAY = declare(
    "libraries.due today",
    _l("« %(title)s » est à rapporter aujourd’hui"),
    importance=Importance.WAITS,
    general=_l("Un outil est à rapporter aujourd’hui"),
)
LATE = declare(
    "libraries.late",
    _l("« %(title)s » n’est pas encore revenu à l’outilthèque. Passez quand vous pouvez"),
    importance=Importance.WAITS,
    headline=_l("« %(title)s » n’est pas encore revenu à l’outilthèque"),
    general=_l("Un outil n’est pas encore revenu à l’outilthèque"),
)
NOT_YET_BACK = declare(
    "libraries.not yet back",
    _l(
        "« %(title)s », que vous avez réservé, n’est pas encore revenu à l’outilthèque. Il n’y "
        "sera peut-être pas à temps : nous vous écrirons quand il sera là"
    ),
    importance=Importance.COUNTS,
    headline=_l("« %(title)s » n’est pas encore revenu"),
    general=_l("Un outil que vous attendez est en retard"),
)
BACK = declare(
    "libraries.back",
    _l("« %(title)s » est revenu à l’outilthèque : il vous attend aux jours réservés"),
    importance=Importance.COUNTS,
    headline=_l("« %(title)s » est revenu à l’outilthèque"),
    general=_l("Un outil que vous attendez est revenu"),
)
MISSED = declare(
    "libraries.missed",
    _l(
        "« %(title)s » n’a pas été retiré : l’outil est de nouveau libre. Ce n’est pas grave, "
        "réservez-le quand vous voulez"
    ),
    importance=Importance.COUNTS,
    headline=_l("« %(title)s » est de nouveau libre"),
    general=_l("Une de vos réservations est terminée"),
)
CALLED_OFF = declare(
    "libraries.called off",
    _l(
        "Votre réservation de « %(title)s » est annulée : l’outilthèque de %(partner)s ne peut "
        "pas vous le prêter ces jours-là"
    ),
    importance=Importance.COUNTS,
    headline=_l("Réservation annulée : « %(title)s »"),
    general=_l("Une de vos réservations est annulée"),
)
_OF_A_LOAN = (RESERVED, DUE_SOON, DUE_TODAY, LATE, NOT_YET_BACK, BACK, MISSED, CALLED_OFF)


def tell(loan: ToolLoan, kind: Kind) -> None:
    """Tell the borrower something of a loan."""
    if loan.borrower_id is None:
        return
    notify(
        loan.borrower_id,
        kind,
        path=MINE,
        also=loan.path,
        title=loan.tool.title,
        partner=loan.tool.library.partner.name,
    )


def settle_news(loan: ToolLoan) -> list[int]:
    """Note that what was said of a loan waits for nobody any more; return what still did."""
    return settle(loan.path, *_OF_A_LOAN)


def show_card(tool: Tool) -> None:
    """Write or rewrite the card of a tool; the whole town may read it.

    It is dated by the opening of its library: whoever labels a hundred tools in an evening does
    not push what neighbours say off the timeline.
    """
    library = tool.library
    show(
        Showing(
            about=Tool.ABOUT,
            about_id=tool.id,
            kind=KIND,
            category=str(tool.category),
            title=tool.title,
            body=tool.body,
            partner_id=library.partner_id,
            quartier_id=library.quartier_id,
            reach=TOWN.code,
            listed=tool.is_shown and shelves.is_open_here(library),
            created_at=library.created_at,
            facts={"library": library.name, "category": str(tool.category)},
        )
    )


def show_cards(library: Library) -> None:
    """Write or rewrite the cards of all that a library has."""
    for tool in shelves.shown_in(library):
        show_card(tool)
