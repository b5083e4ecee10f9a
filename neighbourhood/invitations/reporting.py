"""What can be reported of holiday tables and the requests for a seat."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.reporting import reportable_posting, reportable_response
from neighbourhood.invitations.queries import TABLES
from neighbourhood.invitations.telling import show_card
from neighbourhood.moderation.kinds import REPORTABLES

INVITATION = REPORTABLES.declare(reportable_posting(TABLES, show_card, one=_l("une invitation")))
SEAT = REPORTABLES.declare(
    reportable_response(TABLES, lambda seat: seat.message, one=_l("une réponse à une invitation"))
)
