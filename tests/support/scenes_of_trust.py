"""Pages of moderation and of one’s rights, as everybody who meets them sees them."""

from neighbourhood.foundation.demo import PASSWORD
from tests.support.screen import SOON, Again, Screen, Send, sent

GONE = sent(email="partie@valbourg.example", password=PASSWORD)
ASK = "/entraide/demander"
MONEY = (
    sent(subject="service"),
    sent(category="diy"),
    sent(title="Avance", body="Envoyez-moi 50 € par mandat cash.", places="1", until=SOON),
)

REPORTING = (
    Screen("report", "{reported}"),
    Again("report-wrong", "{reported}", steps=(Send(),)),
    Screen("report-made", "{my_report}", "marcel"),
    Again("quiet-word", ASK, "prudence", (*MONEY, sent(reach="neighbouring"))),
    Screen("block", "/voisins/2/bloquer"),
    Screen("blocked-people", "/moi/personnes-bloquees"),
)

DECIDING = (
    Screen("moderation", "{queue}", "mairie"),
    Again("moderation-instance", "/moderation/", "admin"),
    Screen("case", "{case}", "mairie"),
    Again("case-asked", "{case_asked}", "mairie"),
    Screen("case-ask", "{case}/point-de-vue", "mairie"),
    Screen("case-decide", "{case}/decider", "mairie"),
    Again("case-decide-wrong", "{case}/decider", "mairie", (Send(),)),
    Screen("case-share", "{case}/relecture", "mairie"),
    Again("case-shared", "{case_shared}", "mairie"),
    Again("case-proposed", "{case_proposed}", "mairie"),
    Screen("case-second", "{case_proposed}/accord", "admin"),
    Again("case-decided", "{decided_case}", "mairie"),
    Screen("case-appeal", "{appeal}", "admin"),
    Screen("case-open", "{restrict}", "admin"),
    Screen("reviewers", "{queue}relecture", "mairie"),
    Screen("figures", "/moderation/chiffres/{town}", None),
)

CONCERNED = (
    Again("decided-hidden", "{hidden}", "valentin"),
    Screen("decided-limited", "{limited}", "ursule"),
    Again("decided-outside", "{outside}", "dehors"),
    Screen("decided-outside-home", "/", "dehors"),
    Screen("decided-contest", "{hidden}/contester", "valentin"),
    Again("decided-standing", "/moi/moderation", "ursule"),
    Screen("decided-side", "{side}", "wanda"),
    Again("reviewing-asked", "/moi/relecture", "nicole.pruvost"),
    Screen("reviewing", "/moi/relecture", "chantal.dumont"),
    Screen("reviewing-case", "{review}", "chantal.dumont"),
)

CHARTER = (
    Screen("charter", "/charte", None),
    Again("charter-of-town", "/charte/99035", None),
    Screen("charter-write", "/administration/charte", "admin"),
    Again("charter-write-town", "{town_home}/charte", "admin"),
    Screen("charter-to-read", "/charte/a-lire", "anne-sophie.girard"),
    Screen("privacy", "/confidentialite", None),
)

RIGHTS = (
    Screen("my-data", "/moi/donnees"),
    Screen("my-data-looks", "/moi/donnees/regards"),
    Screen("my-data-ask", "/moi/donnees/demander"),
    Again("my-data-ask-wrong", "/moi/donnees/demander", "prudence", (Send(),)),
    Screen("my-data-answered", "{request}"),
    Again("my-data-waiting", "{request_waiting}", "prudence"),
    Screen("closing", "/moi/fermer"),
    Again("closing-refused", "/moi/fermer", "sophie"),
    Screen("closed", "/connexion", None, (GONE,)),
    Screen("requests", "/administration/droits", "admin"),
    Screen("requests-answer", "{to_answer}", "admin"),
)

TRUST = (*REPORTING, *DECIDING, *CONCERNED, *CHARTER, *RIGHTS)
