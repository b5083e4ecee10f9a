"""Neighbours who get to know each other: the directory, groups, gatherings, the agenda."""

from tests.support.screen import FIRST, SOON, Again, Screen, sent

GROUP = "main a[href^='/groupes/']:has-text('Marche du dimanche')"
TOGETHER = "main a[href$='/ensemble']"
APERO = "main a:has-text('apéro du quartier')"
WRITTEN = (
    sent(sort="apero"),
    sent(title="L’apéro", body="Venez comme vous êtes."),
    sent(day=SOON, hour="18:30", minutes="120", rhythm="monthly by weekday"),
    sent(spot="words", place="place aux Herbes"),
    sent(wanted="3 salades", reach="quartier"),
)

MEETING = (
    Screen("neighbours", "/voisins"),
    Screen("my-listing", "/voisins/ma-fiche", "marcel"),
    Again("hellos", "/voisins/bonjours"),
    Again("my-building", "/voisins/immeuble"),
    Again("invitation-links", "/voisins/invitations"),
    Screen("groups", "/groupes/"),
    Screen("group", "/groupes/", steps=(GROUP,)),
    Screen("group-together", "/groupes/", steps=(GROUP, TOGETHER)),
    Again("group-people", "/groupes/", steps=(GROUP, "main a[href$='/membres']")),
    Screen("group-talk", "/groupes/", steps=(GROUP, "main a[href^='/messages/']")),
    Screen("gatherings", "/rencontres"),
    Screen("gathering", "/rencontres", steps=(APERO,)),
    Again("gathering-asked", "/rencontres", "hassan", (FIRST,)),
    Again("gathering-when", "/rencontres/proposer", "prudence", WRITTEN[:2]),
    Again("gathering-where", "/rencontres/proposer", "prudence", WRITTEN[:3]),
    Again("gathering-details", "/rencontres/proposer", "prudence", WRITTEN[:4]),
    Screen("gathering-preview", "/rencontres/proposer", "prudence", WRITTEN),
    Screen("agenda", "/agenda"),
    Again("agenda-list", "/agenda?vue=liste"),
    Again("my-calendars", "/agenda/mes-calendriers"),
)
