"""What can be reported of things to lend."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.reporting import reportable_posting
from neighbourhood.loans.queries.shelf import ITEMS
from neighbourhood.loans.telling import show_card
from neighbourhood.moderation.kinds import REPORTABLES

ITEM = REPORTABLES.declare(reportable_posting(ITEMS, show_card, one=_l("un objet à prêter")))
