"""Pages of moderation and of one’s rights, as everybody who meets them sees them."""

from neighbourhood.foundation.demo import PASSWORD
from tests.support.screen import SOON, Screen, Send, sent

GONE = sent(email="partie@valbourg.example", password=PASSWORD)
ASK = "/entraide/demander"
MONEY = (
    sent(subject="service"),
    sent(category="diy"),
    sent(title="Avance", body="Envoyez-moi 50 € par mandat cash.", places="1", until=SOON),
)

REPORTING = (
    Screen("report", "{reported}"),
    Screen("report-wrong", "{reported}", steps=(Send(),)),
    Screen("report-made", "{my_report}", "marcel"),
    Screen("quiet-word", ASK, "prudence", (*MONEY, sent(reach="neighbouring"))),
    Screen("block", "/voisins/2/bloquer"),
    Screen("blocked-people", "/moi/personnes-bloquees"),
)

DECIDING = (
    Screen("moderation", "{queue}", "mairie"),
    Screen("moderation-instance", "/moderation/", "admin"),
    Screen("case", "{case}", "mairie"),
    Screen("case-asked", "{case_asked}", "mairie"),
    Screen("case-ask", "{case}/point-de-vue", "mairie"),
    Screen("case-decide", "{case}/decider", "mairie"),
    Screen("case-decide-wrong", "{case}/decider", "mairie", (Send(),)),
    Screen("case-share", "{case}/relecture", "mairie"),
    Screen("case-shared", "{case_shared}", "mairie"),
    Screen("case-proposed", "{case_proposed}", "mairie"),
    Screen("case-second", "{case_proposed}/accord", "admin"),
    Screen("case-decided", "{decided_case}", "mairie"),
    Screen("case-appeal", "{appeal}", "admin"),
    Screen("case-open", "{restrict}", "admin"),
    Screen("reviewers", "{queue}relecture", "mairie"),
    Screen("figures", "/moderation/chiffres/{town}", None),
)

CONCERNED = (
    Screen("decided-hidden", "{hidden}", "valentin"),
    Screen("decided-limited", "{limited}", "ursule"),
    Screen("decided-outside", "{outside}", "dehors"),
    Screen("decided-outside-home", "/", "dehors"),
    Screen("decided-contest", "{hidden}/contester", "valentin"),
    Screen("decided-standing", "/moi/moderation", "ursule"),
    Screen("decided-side", "{side}", "wanda"),
    Screen("reviewing-asked", "/moi/relecture", "nicole.pruvost"),
    Screen("reviewing", "/moi/relecture", "chantal.dumont"),
    Screen("reviewing-case", "{review}", "chantal.dumont"),
)

CHARTER = (
    Screen("charter", "/charte", None),
    Screen("charter-of-town", "/charte/99035", None),
    Screen("charter-write", "/administration/charte", "admin"),
    Screen("charter-write-town", "{town_home}/charte", "admin"),
    Screen("charter-to-read", "/charte/a-lire", "anne-sophie.girard"),
    Screen("privacy", "/confidentialite", None),
)

RIGHTS = (
    Screen("my-data", "/moi/donnees"),
    Screen("my-data-looks", "/moi/donnees/regards"),
    Screen("my-data-ask", "/moi/donnees/demander"),
    Screen("my-data-ask-wrong", "/moi/donnees/demander", "prudence", (Send(),)),
    Screen("my-data-answered", "{request}"),
    Screen("my-data-waiting", "{request_waiting}", "prudence"),
    Screen("closing", "/moi/fermer"),
    Screen("closing-refused", "/moi/fermer", "sophie"),
    Screen("closed", "/connexion", None, (GONE,)),
    Screen("requests", "/administration/droits", "admin"),
    Screen("requests-answer", "{to_answer}", "admin"),
)

TRUST = (*REPORTING, *DECIDING, *CONCERNED, *CHARTER, *RIGHTS)
