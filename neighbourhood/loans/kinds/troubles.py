"""What the two hear when something went wrong with a loan, and of the words after it."""

from flask_babel import lazy_gettext as _l

from neighbourhood.loans.kinds.news import COUNTS, TELLS, WAITS, told

INCIDENT = told(
    "incident",
    WAITS,
    _l("%(name)s signale un souci avec « %(title)s ». Racontez à votre tour ce qui s’est passé"),
    headline=_l("%(name)s signale un souci avec « %(title)s »"),
    general=_l("Une personne signale un souci avec un objet"),
)
TOLD = told(
    "incident told",
    WAITS,
    _l("%(name)s a raconté ce qui s’est passé avec « %(title)s ». Proposez une solution"),
    headline=_l("%(name)s a raconté ce qui s’est passé"),
)
PROPOSED = told(
    "incident proposed",
    WAITS,
    _l("%(name)s propose une solution pour « %(title)s »"),
    headline=_l("%(name)s propose une solution"),
)
SETTLED = told(
    "incident settled",
    COUNTS,
    _l("%(name)s accepte votre solution pour « %(title)s » : c’est réglé"),
    headline=_l("C’est réglé : « %(title)s »"),
)
UNSETTLED = told(
    "incident unsettled",
    COUNTS,
    _l("%(name)s a clos le souci avec « %(title)s », sans accord. Vous lirez à qui en parler"),
    headline=_l("%(name)s a clos le souci avec « %(title)s »"),
    general=_l("Une personne a clos un souci avec un objet"),
)
INCIDENT_TAKEN_BACK = told(
    "incident taken back",
    TELLS,
    _l("%(name)s a retiré le souci signalé avec « %(title)s » : tout va bien"),
    headline=_l("%(name)s a retiré le souci signalé"),
)
WORD_WRITTEN = told(
    "word written",
    TELLS,
    _l(
        "%(name)s a écrit un mot pour vous à propos de « %(title)s ». Vous le lirez dans quatorze "
        "jours, ou dès que vous écrirez le vôtre. Rien ne vous y oblige"
    ),
    headline=_l("%(name)s a écrit un mot pour vous"),
)
WORD_TO_READ = told(
    "word to read",
    TELLS,
    _l("Vous pouvez lire le mot de %(name)s à propos de « %(title)s »"),
    headline=_l("Vous pouvez lire le mot de %(name)s"),
)
WORD_ANSWERED = told(
    "word answered",
    TELLS,
    _l("%(name)s répond à votre mot à propos de « %(title)s »"),
    headline=_l("%(name)s répond à votre mot"),
)
