"""What neighbours and a partner lend: shelves, loans, tools, and the desk where these leave."""

from tests.support.screen import CARD, FIRST, Again, Screen, sent

THING = sent(title="Une table à tapisser", category="tools")
LIBRARY = "/partenaires/1/outiltheque"

LENDING = (
    Screen("things", "/prets"),
    Screen("thing", "/prets", steps=(CARD,)),
    Screen("lend", "/prets/ajouter", "prudence"),
    Screen("lend-text", "/prets/ajouter", "prudence", (THING,)),
    Screen("lend-terms", "/prets/ajouter", "prudence", (THING, sent(condition="good", go="1"))),
    Screen("my-things", "/prets/mes-objets"),
    Again("days-without-lending", "/prets/conges"),
    Screen("lent", "/prets/en-cours"),
    Again("loan", "/prets/en-cours", steps=(FIRST,)),
    Again("loan-asked", "/prets/en-cours", "marcel", (FIRST,)),
    Again("word-after-a-loan", "/prets/en-cours", "marcel", ("#lent-title ~ .rows a",)),
    Again("trouble", "/prets/en-cours", "hassan", (FIRST, "main .rows a[href*='/incidents/']")),
    Again("libraries", "/outiltheques"),
    Screen("library", "/outiltheques", steps=(FIRST,)),
    Screen("tool", "/outiltheques", steps=(FIRST, "main a[href*='/outils/']")),
    Screen("card", "/outiltheques/ma-carte", "sophie"),
    Screen("my-tools", "/outiltheques/mes-emprunts"),
    Screen("library-desk", f"{LIBRARY}/comptoir", "hassan", ("main .rows a[href*='outil=']",)),
    Screen("library-tools", f"{LIBRARY}/outils", "hassan"),
    Screen("library-set-up", f"{LIBRARY}/ouvrir", "sophie"),
)
