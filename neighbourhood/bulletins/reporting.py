"""What can be reported of words to the quartier and what is answered to them."""

from flask_babel import lazy_gettext as _l

from neighbourhood.bulletins.queries import WALL
from neighbourhood.bulletins.telling import show_card
from neighbourhood.feed.reporting import reportable_answer, reportable_posting
from neighbourhood.moderation.kinds import REPORTABLES

BULLETIN = REPORTABLES.declare(reportable_posting(WALL, show_card, one=_l("un mot au quartier")))
ANSWER = REPORTABLES.declare(
    reportable_answer(WALL, lambda answer: answer.text, one=_l("une réponse à un mot au quartier"))
)
