"""What can be reported of notices and the replies to them."""

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.queries import NOTICES
from neighbourhood.feed.reporting import reportable_posting, reportable_response
from neighbourhood.moderation.kinds import REPORTABLES

NOTICE = REPORTABLES.declare(reportable_posting(NOTICES, show_card, one=_l("une annonce")))
REPLY = REPORTABLES.declare(
    reportable_response(NOTICES, lambda reply: reply.text, one=_l("une réponse à une annonce"))
)
