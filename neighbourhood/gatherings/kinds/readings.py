"""What people read of a gathering before they press."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.web.choices import say_choice
from neighbourhood.foundation.web.facts import DAY_AND_HOUR, Fact, said_by, said_day, said_moment
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.gatherings.subjects import ACCESS, RHYTHMS, SORT_LIST, STATUSES

_WORDS = {
    "title": Fact(label=_l("En une phrase")),
    "body": Fact(label=_l("Quelques mots")),
    "sort": Fact(label=_l("Sorte de rencontre"), say=say_choice(SORT_LIST.code)),
    "access": Fact(label=_l("Bon à savoir"), say=said_by(ACCESS)),
    "cost": Fact(label=_l("Ce que cela coûte")),
    "capacity": Fact(label=_l("Places")),
    "reach": Fact(label=_l("Qui la voit"), say=said_reach),
}
READ_GATHERING = Reading(**_WORDS)
READ_DATE = Reading(
    "gathering",
    title=Fact(label=_l("En une phrase"), of="gathering.title"),
    body=Fact(label=_l("Quelques mots"), of="gathering.body"),
    cost=Fact(label=_l("Ce que cela coûte"), of="gathering.cost"),
    capacity=Fact(label=_l("Places"), of="gathering.capacity"),
    starts_at=Fact(label=_l("Quand"), say=said_moment, fields=DAY_AND_HOUR),
    ends_at=Fact(label=_l("Fin"), say=said_moment),
    place=Fact(label=_l("Où"), of="held_where"),
    status=Fact(label=_l("La date"), say=said_by(STATUSES)),
)
READ_COMING = Reading("gathering", "occurrence", party=Fact(label=_l("Combien"), say=str))
READ_SNAPSHOT = Reading(description=Fact(label=_l("Ce qu’on y voit")))
# What people read in a draft before they send it.
ANSWERED = {
    **_WORDS,
    "day": Fact(label=_l("Jour"), say=said_day),
    "hour": Fact(label=_l("Heure")),
    "rhythm": Fact(label=_l("À quel rythme ?"), say=said_by(RHYTHMS)),
    "place": Fact(label=_l("Où")),
}
