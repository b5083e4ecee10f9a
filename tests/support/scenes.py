"""The pages worth looking at: who opens each, and how one comes there."""

from neighbourhood.foundation.demo import PASSWORD
from tests.support.scenes_at_desks import DESKS, MANDATES, PARTNERS
from tests.support.scenes_of_lending import LENDING
from tests.support.scenes_of_meeting import MEETING
from tests.support.scenes_of_running import RUN
from tests.support.scenes_of_trust import TRUST
from tests.support.screen import CARD, FIRST, SOON, Screen, Send, sent
from tests.support.staging.long_cases import LONG_NAME, LONG_TITLE

TOLD = sent(title="Monter une étagère", body="Samedi.", places="1", until=SOON)
ASKED = (sent(subject="service"), sent(category="diy"), TOLD)
TABLE = sent(
    title="Un couscous", day=SOON, hour="12:30", seats="3", body="Simple et bon.", reach="town"
)

VISITORS = (
    Screen("welcome", "/", None),
    Screen("sign-up", "/inscription", None),
    Screen("sign-up-wrong", "/inscription", None, (sent(full_name="", email="x", password="x"),)),
    Screen("check-mail", "/inscription/courrier", None),
    Screen("confirm-email", "{confirm}", None),
    Screen("confirm-email-too-old", "/inscription/confirmer/ancien", None),
    Screen("sign-in", "/connexion", None),
    Screen(
        "second-step",
        "/connexion",
        None,
        (sent(email="double@valbourg.example", password=PASSWORD),),
    ),
    Screen("forgotten", "/mot-de-passe/oublie", None),
    Screen("forgotten-sent", "/mot-de-passe/courrier", None),
    Screen("let-in", "{let_in}", None),
    Screen("new-password", "{new_password}", None),
    Screen("new-mailbox", "{new_mailbox}", None),
    Screen("mailbox-not-me", "{not_me}", None),
    Screen("not-me", "/pas-moi", None),
    Screen("not-me-thanks", "/pas-moi/merci", None),
    Screen("stay", "{stay}", None),
    Screen("stay-too-old", "/mon-adresse/rester/ancien", None),
    Screen("renewal", "{renewal}", None),
    Screen("renewal-too-early", "{too_early}", None),
    Screen("professional-mailbox", "{professional}", None),
    Screen("professional-mailbox-too-old", "/partenaires/demandes/confirmer/ancien", None),
    Screen("demo-mail", "/demo/courrier", None),
    Screen("quartiers-visitor", "/quartiers/", None),
    Screen("missing", "/nulle-part", None),
    Screen("expired-form", "/connexion", None, (sent(csrf_token="ancien"),)),
)

NEIGHBOURS = (
    Screen("feed", "/"),
    Screen("feed-arabic", "/", locale="ar"),
    Screen("notices", "/entraide"),
    Screen("notices-none-found", "/entraide?q=hélicoptère"),
    Screen("notice", "/entraide", steps=(CARD,)),
    Screen("conversations", "/messages"),
    Screen("conversation", "/messages", steps=("main a[href^='/messages/']",)),
    Screen("address-journal", "/messages/mon-adresse"),
    Screen("needs", "/solidarite"),
    Screen("need", "/solidarite", steps=(CARD,)),
    Screen("notifications", "/notifications"),
    Screen("quartiers", "/quartiers/"),
    Screen("quartier", "/quartiers/", steps=("main a[href^='/quartiers/']",)),
    Screen("map", "/entraide/carte"),
    Screen("neighbour", "/entraide", steps=(CARD, "main .who a")),
)

PUBLISHING = (
    Screen("ask-or-offer", "/entraide/publier"),
    Screen("ask", "/entraide/demander"),
    Screen("ask-category", "/entraide/demander", "prudence", ASKED[:1]),
    Screen("ask-details", "/entraide/demander", "prudence", ASKED[:2]),
    Screen("ask-details-wrong", "/entraide/demander", "prudence", (*ASKED[:2], sent(title=""))),
    Screen("ask-reach", "/entraide/demander", "prudence", ASKED),
    Screen("ask-preview", "/entraide/demander", "prudence", (*ASKED, sent(reach="neighbouring"))),
    Screen("table", "/invitations/proposer"),
    Screen("table-details", "/invitations/proposer", "prudence", (sent(occasion="sunday"),)),
    Screen("table-preview", "/invitations/proposer", "prudence", (sent(occasion="sunday"), TABLE)),
    Screen("invitation", "/entraide?kind=invitation", steps=(CARD,)),
    Screen("my-notices", "/entraide/mes-annonces"),
    Screen("my-notice", "/entraide/mes-annonces", steps=(FIRST,)),
    Screen("my-open-notice", "{mine}"),
    Screen("edit-notice", "{mine}/modifier"),
    Screen("finish", "{mine}/terminer"),
    Screen("thank", "{thank}"),
    Screen("my-invitations", "/invitations/miennes"),
    Screen("word", "/entraide?kind=word", steps=(CARD,)),
    Screen("say-a-word", "/entraide/mots/ecrire"),
    Screen("word-text", "/entraide/mots/ecrire", "prudence", (sent(topic="lost"),)),
    Screen("my-words", "/entraide/mots/miens"),
)

GIVING = (
    Screen("give", "/solidarite", steps=("main article footer a.button[href$='/donner']",)),
    Screen("bank", "{bank}"),
    Screen("gift-thanks", "{thanks}"),
    Screen("gift-not-paid", "{not_paid}"),
    Screen("my-gifts", "/solidarite/mes-dons"),
    Screen("receipt", "/solidarite/mes-dons", steps=(FIRST,)),
)

MYSELF = (
    Screen("me", "/moi"),
    Screen("profile", "/moi/profil"),
    Screen("profile-wrong", "/moi/profil", steps=(sent(full_name=""),)),
    Screen("seen-by-others", "/moi/vu-par-les-autres"),
    Screen("comfort", "/moi/confort"),
    Screen("hours", "/moi/horaires"),
    Screen("security", "/moi/securite"),
    Screen("application", "/moi/securite/application"),
    Screen("passkey", "/moi/securite/cles"),
    Screen("security-twice", "/moi/securite", "double"),
    Screen("rename-key", "{key}/nom", "double"),
    Screen("browsers", "/moi/connexions"),
    Screen("mailbox", "/moi/email"),
    Screen("password", "/moi/mot-de-passe"),
    Screen("confirm-it-is-me", "/moi/confirmer?next=/moi/securite/application"),
    Screen("recovery-codes", "/moi/profil", "gardienne", (Send(path="/moi/securite/codes"),)),
)

PROOFS = (
    Screen("my-address", "/mon-adresse"),
    Screen("waiting-address", "/mon-adresse", "nouveau"),
    Screen("choose-address", "/mon-adresse/choisir", "nouveau"),
    Screen("choose-among", "/mon-adresse/choisir", "nouveau", (sent(typed="4 rue des"),)),
    Screen("choose-proof", "/mon-adresse/choisir", "nouveau", (sent(typed="{door}"),)),
    Screen("letter", "/mon-adresse/lettre", "nouveau"),
    Screen("code", "/mon-adresse/code", "nouveau"),
    Screen("state-nothing", "/mon-adresse", "gardienne"),
    Screen("state-vouching", "/mon-adresse", "ines.castelli"),
    Screen("state-document", "/mon-adresse", "damien.collin"),
    Screen("state-no-document", "/mon-adresse", "sansdoc"),
    Screen("send-document", "/mon-adresse/document", "sansdoc"),
    Screen("state-desk", "/mon-adresse", "awa.konate"),
    Screen("code-at-desk", "/mon-adresse/code", "awa.konate"),
    Screen("state-household", "/mon-adresse", "gabriel.teixeira"),
    Screen("code-of-household", "/mon-adresse/code", "gabriel.teixeira"),
    Screen("state-disputed", "/mon-adresse", "remi.quenot"),
    Screen("state-refused", "/mon-adresse", "refusee"),
    Screen("state-expired", "/mon-adresse", "perime"),
    Screen("state-moving", "/mon-adresse", "demenage"),
    Screen("state-stay", "/mon-adresse", "yvette.morvan"),
    Screen("state-a-year", "/mon-adresse", "unan"),
    Screen("feed-a-year", "/", "unan"),
    Screen("vouch", "/garant"),
    Screen("vouch-sign", "/garant", steps=(sent(code="{invite_code}"),)),
    Screen("vouched-too-often", "/garant", "prudence", (sent(code="{invite_code}"),)),
    Screen("threshold", "/", "nouveau"),
    Screen("not-verified", "/entraide/demander", "nouveau"),
)

LONG = (
    Screen("long-feed", "/", "lecteur"),
    Screen("long-notices", "/entraide", "lecteur"),
    Screen("long-notice", "{long_notice}", "lecteur"),
    Screen("long-notice-mine", "{long_notice}", "longue"),
    Screen("long-reply-accepted", "{ending}", "longue"),
    Screen("long-decline", "{long_decline}", "longue"),
    Screen("long-conversations", "/messages", "lecteur"),
    Screen("long-conversation", "{long_conversation}", "lecteur"),
    Screen("long-invitation", "{long_invitation}", "lecteur"),
    Screen("long-invitation-mine", "{long_invitation}", "longue"),
    Screen("long-notifications", "/notifications", "longue"),
    Screen("long-profile", "{long_profile}", "lecteur"),
    Screen("long-me", "/moi", "longue"),
    Screen("long-address", "/mon-adresse", "longue"),
    Screen("long-desks", "/partenaires", "longue"),
    Screen(
        "long-preview",
        "/entraide/demander",
        "longue",
        (
            *ASKED[:2],
            sent(title=LONG_TITLE, body=LONG_NAME, places="1", until=SOON),
            sent(reach="town"),
        ),
    ),
)

EMPTY = tuple(
    Screen(f"empty-{name}", path, "seule")
    for name, path in (
        ("feed", "/"),
        ("notices", "/entraide"),
        ("map", "/entraide/carte"),
        ("messages", "/messages"),
        ("address-journal", "/messages/mon-adresse"),
        ("needs", "/solidarite"),
        ("my-gifts", "/solidarite/mes-dons"),
        ("my-notices", "/entraide/mes-annonces"),
        ("my-invitations", "/invitations/miennes"),
        ("notifications", "/notifications"),
        ("desks", "/partenaires"),
    )
)

SCREENS = (
    *VISITORS, *NEIGHBOURS, *PUBLISHING, *LENDING, *MEETING, *GIVING, *MYSELF, *PROOFS, *DESKS,
    *PARTNERS, *MANDATES, *LONG, *EMPTY, *TRUST, *RUN,
)  # fmt: skip
