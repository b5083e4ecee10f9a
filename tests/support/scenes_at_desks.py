"""Pages of partners and of the town hall, and those of mandates."""

from tests.support.screen import CARD, FIRST, Screen, Send, sent

JOIN = "/partenaires/rejoindre"
AT_DESK = "/accueil/mandats/reference"
SHOP = sent(name="Parents des Tanneurs", town="1", siret="73282932000074")

DESKS = (
    Screen("desks", "/partenaires", "mairie"),
    Screen("letters", "/accueil/courriers", "mairie"),
    Screen("counter", "/accueil/guichet", "mairie"),
    Screen(
        "counter-person",
        "/accueil/guichet",
        "mairie",
        (Send({"reference": "{number}"}, "/accueil/guichet/numero"),),
    ),
    Screen(
        "counter-wrong",
        "/accueil/guichet",
        "mairie",
        (Send({"reference": "ABCD1234"}, "/accueil/guichet/numero"),),
    ),
    Screen(
        "counter-code",
        "/accueil/guichet",
        "mairie",
        (Send({"typed": "{door}"}, "/accueil/guichet/code"),),
    ),
    Screen(
        "counter-choices",
        "/accueil/guichet",
        "mairie",
        (Send({"typed": "4 rue des"}, "/accueil/guichet/code"),),
    ),
    Screen("documents", "/accueil/documents", "mairie"),
    Screen("document-photo", "/accueil/documents", "mairie", (FIRST,)),
    Screen("document-pdf", "/accueil/documents", "mairie", ("main .rows li:last-child a",)),
    Screen("proofs", "/accueil/garants", "mairie"),
    Screen("proof", "/accueil/garants", "mairie", ("main .rows a.button",)),
    Screen("edit-need", "{draft_need}", "mairie"),
    Screen("desk", "/partenaires", "sophie"),
    Screen("desk-needs", "/partenaires/1/besoins", "sophie"),
    Screen("desk-correction", "/partenaires/1/besoins", "hassan", (FIRST,)),
    Screen("desk-review", "/partenaires/1/besoins", "hassan", ("#submitted ~ .rows a",)),
    Screen("desk-write", "/partenaires/1/besoins/nouveau", "sophie"),
    Screen("desk-write-text", "/partenaires/1/besoins/nouveau", "sophie", (sent(kind="heating"),)),
    Screen(
        "desk-write-amount",
        "/partenaires/1/besoins/nouveau",
        "sophie",
        (
            sent(kind="heating"),
            sent(title="Une facture de chauffage", covers="Le solde d’une facture de gaz."),
        ),
    ),
    Screen("team", "/partenaires/1/equipe", "sophie"),
    Screen("team-invite", "/partenaires/1/equipe/inviter", "sophie"),
    Screen("team-member", "/partenaires/1/equipe", "sophie", ("main .rows a[href*='/equipe/']",)),
    Screen("administration", "/administration/partenaires", "admin"),
    Screen("examine", "/administration/partenaires", "admin", ("main a[href*='/demandes/']",)),
    Screen(
        "examine-second",
        "/administration/partenaires",
        "admin",
        ("main li:last-child a[href*='/demandes/']",),
    ),
    Screen("oversee", "/administration/partenaires/1", "admin"),
    Screen("oversee-closed", "{closed_partner}", "aylin"),
)

PARTNERS = (
    Screen("join-kind", JOIN),
    Screen("join-organisation", JOIN, steps=(sent(kind="association"),)),
    Screen("join-contact", JOIN, steps=(sent(kind="association"), SHOP)),
    Screen("application-draft", "{draft}", "ariane"),
    Screen("application-waiting", JOIN, "marcel"),
    Screen("application-approved-once", JOIN, "jean-baptiste"),
    Screen("application-refused", "{refused}", "helene.marchand"),
    Screen("accept-invitation", "{join}", "jean-baptiste"),
    Screen("invitation-too-old", "/partenaires/invitation/ancien", "jean-baptiste"),
    Screen("invitation-of-another", "{join}"),
)

SCOPES = sent(scopes="post")
ACTING = (Send(path="{act_for}"),)
WHOSE = (sent(full_name="Lucette Garnier"), sent(typed="{door}"), SCOPES, sent(days="182"))
PAPER = "/mandats/papier"

MANDATES = (
    Screen("mandates", "/mandats"),
    Screen("mandates-none", "/mandats", "prudence"),
    Screen("mandate-scopes", "/mandats/confier"),
    Screen("mandate-scopes-wrong", "/mandats/confier", steps=(Send(),)),
    Screen("mandate-days", "/mandats/confier", steps=(SCOPES,)),
    Screen("mandate-consent", "/mandats/confier", steps=(SCOPES, sent(days="31"))),
    Screen("mandate-to-give", "{mandate_waiting}"),
    Screen("mandate-given", "/mandats", "marcel", (FIRST,)),
    Screen("mandate-held", "{mandate_held}"),
    Screen("mandate-code", "/mandats/code", "prudence"),
    Screen("mandate-take-up", "/mandats/code", "prudence", (sent(code="{mandate_code}"),)),
    Screen("acting-feed", "/moi", steps=ACTING),
    Screen("acting-notice", "/moi", steps=(*ACTING, CARD)),
    Screen("acting-talk", "/moi", steps=(*ACTING, "a[href='/messages']", "main .thread")),
    Screen("acting-closed", "/moi", steps=(*ACTING, Send(path="/moi/confort"))),
    Screen("signed-notice", "/entraide?q=Mes+yeux+ne+lisent", steps=(CARD,)),
    Screen("paper-name", PAPER),
    Screen("paper-home", PAPER, steps=WHOSE[:1]),
    Screen("paper-home-among", PAPER, steps=(*WHOSE[:1], sent(typed="4 rue des"))),
    Screen("paper-scopes", PAPER, steps=WHOSE[:2]),
    Screen("paper-days", PAPER, steps=WHOSE[:3]),
    Screen("paper-preview", PAPER, steps=WHOSE),
    Screen("paper-prepared", "{paper}", "helene.marchand"),
    Screen("paper-stop", "/mandats/arreter-un-mandat", None),
    Screen("paper-stop-wrong", "{stop}", None, (sent(code="AAAAA-AAAAA"),)),
    Screen("paper-stop-sure", "{stop}", None, (sent(code="{stop_code}"),)),
    Screen("desk-mandates", "/accueil/mandats", "mairie"),
    Screen("desk-mandate", "/accueil/mandats", "mairie", (Send({"reference": "{form}"}, AT_DESK),)),
    Screen("accompanied", "{accompanied}", "sophie"),
    Screen("accompanied-form", "{accompanied}", "sophie", (FIRST,)),
    Screen("accompanied-person", "{accompanied}", "sophie", ("main .rows li:last-child a",)),
    Screen("accompanied-paper", "{accompanied}/papier", "sophie"),
    Screen("accompanied-paper-wrong", "{accompanied}/papier", "sophie", (sent(typed="3 rue du"),)),
    Screen("accompanied-code", "{accompanied}/code", "sophie"),
    Screen("accompanied-take-up", "{accompanied}/code", "sophie", (sent(code="{mandate_code}"),)),
)
