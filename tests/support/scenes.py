"""The pages worth looking at: who opens each, and how one comes there."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from neighbourhood.foundation.demo import PASSWORD
from tests.support.stage import LONG_NAME, LONG_TITLE

FIRST = "main .rows a"
CARD = "main article h3 a"
SOON = "{soon}"


@dataclass(frozen=True, slots=True)
class Send:
    """Send a form of the page on screen, its token included: `fields` to `path`, or to itself."""

    fields: dict[str, str] = field(default_factory=dict)
    path: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One page to look at: where it is, who looks, and what to follow or send from there.

    Words in braces stand for what `stage.place` found; a step that is a string is a link to follow.
    """

    name: str
    path: str
    account: str | None = "karima"
    steps: tuple[str | Send, ...] = ()
    locale: str = "fr-FR"


def _sent(**fields: str) -> Send:
    return Send(fields)


TOLD = _sent(title="Monter une étagère", body="Samedi.", places="1", until=SOON)
ASKED = (_sent(subject="service"), _sent(category="diy"), TOLD)
TABLE = _sent(
    title="Un couscous", day=SOON, hour="12:30", seats="3", body="Simple et bon.", reach="town"
)
JOIN = "/partenaires/rejoindre"
AT_DESK = "/accueil/mandats/reference"
SHOP = _sent(name="Parents des Tanneurs", town="1", siret="73282932000074")

VISITORS = (
    Screen("welcome", "/", None),
    Screen("sign-up", "/inscription", None),
    Screen("sign-up-wrong", "/inscription", None, (_sent(full_name="", email="x", password="x"),)),
    Screen("check-mail", "/inscription/courrier", None),
    Screen("confirm-email", "{confirm}", None),
    Screen("confirm-email-too-old", "/inscription/confirmer/ancien", None),
    Screen("sign-in", "/connexion", None),
    Screen(
        "second-step",
        "/connexion",
        None,
        (_sent(email="double@valbourg.example", password=PASSWORD),),
    ),
    Screen("forgotten", "/mot-de-passe/oublie", None),
    Screen("forgotten-sent", "/mot-de-passe/courrier", None),
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
    Screen("expired-form", "/connexion", None, (_sent(csrf_token="ancien"),)),
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
    Screen("ask-details-wrong", "/entraide/demander", "prudence", (*ASKED[:2], _sent(title=""))),
    Screen("ask-reach", "/entraide/demander", "prudence", ASKED),
    Screen("ask-preview", "/entraide/demander", "prudence", (*ASKED, _sent(reach="neighbouring"))),
    Screen("table", "/invitations/proposer"),
    Screen("table-details", "/invitations/proposer", "prudence", (_sent(occasion="sunday"),)),
    Screen("table-preview", "/invitations/proposer", "prudence", (_sent(occasion="sunday"), TABLE)),
    Screen("invitation", "/entraide?kind=invitation", steps=(CARD,)),
    Screen("my-notices", "/entraide/mes-annonces"),
    Screen("my-notice", "/entraide/mes-annonces", steps=(FIRST,)),
    Screen("my-open-notice", "{mine}"),
    Screen("edit-notice", "{mine}/modifier"),
    Screen("not-done", "{mine}/pas-fait"),
    Screen("thank", "{thank}"),
    Screen("my-invitations", "/invitations/miennes"),
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
    Screen("profile-wrong", "/moi/profil", steps=(_sent(full_name=""),)),
    Screen("seen-by-others", "/moi/vu-par-les-autres"),
    Screen("comfort", "/moi/confort"),
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
    Screen("choose-among", "/mon-adresse/choisir", "nouveau", (_sent(typed="4 rue des"),)),
    Screen("choose-proof", "/mon-adresse/choisir", "nouveau", (_sent(typed="{door}"),)),
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
    Screen("vouch-sign", "/garant", steps=(_sent(code="{invite_code}"),)),
    Screen("vouched-too-often", "/garant", "prudence", (_sent(code="{invite_code}"),)),
    Screen("threshold", "/", "nouveau"),
    Screen("not-verified", "/entraide/demander", "nouveau"),
)

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
    Screen("desk-review", "/partenaires/1/besoins", "hassan", (FIRST,)),
    Screen("desk-write", "/partenaires/1/besoins/nouveau", "sophie"),
    Screen("desk-write-text", "/partenaires/1/besoins/nouveau", "sophie", (_sent(kind="heating"),)),
    Screen(
        "desk-write-amount",
        "/partenaires/1/besoins/nouveau",
        "sophie",
        (
            _sent(kind="heating"),
            _sent(title="Une facture de chauffage", covers="Le solde d’une facture de gaz."),
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
    Screen("join-organisation", JOIN, steps=(_sent(kind="association"),)),
    Screen("join-contact", JOIN, steps=(_sent(kind="association"), SHOP)),
    Screen("application-draft", "{draft}", "ariane"),
    Screen("application-waiting", JOIN, "marcel"),
    Screen("application-approved-once", JOIN, "jean-baptiste"),
    Screen("application-refused", "{refused}", "helene.marchand"),
    Screen("accept-invitation", "{join}", "jean-baptiste"),
    Screen("invitation-too-old", "/partenaires/invitation/ancien", "jean-baptiste"),
    Screen("invitation-of-another", "{join}"),
)

SCOPES = _sent(scopes="post")
ACTING = (Send(path="{act_for}"),)
WHOSE = (_sent(full_name="Lucette Garnier"), _sent(typed="{door}"), SCOPES, _sent(days="182"))
PAPER = "/mandats/papier"

MANDATES = (
    Screen("mandates", "/mandats"),
    Screen("mandates-none", "/mandats", "prudence"),
    Screen("mandate-scopes", "/mandats/confier"),
    Screen("mandate-scopes-wrong", "/mandats/confier", steps=(Send(),)),
    Screen("mandate-days", "/mandats/confier", steps=(SCOPES,)),
    Screen("mandate-consent", "/mandats/confier", steps=(SCOPES, _sent(days="31"))),
    Screen("mandate-to-give", "{mandate_waiting}"),
    Screen("mandate-given", "/mandats", "marcel", (FIRST,)),
    Screen("mandate-held", "{mandate_held}"),
    Screen("mandate-code", "/mandats/code", "prudence"),
    Screen("mandate-take-up", "/mandats/code", "prudence", (_sent(code="{mandate_code}"),)),
    Screen("acting-feed", "/moi", steps=ACTING),
    Screen("acting-notice", "/moi", steps=(*ACTING, CARD)),
    Screen("acting-talk", "/moi", steps=(*ACTING, "a[href='/messages']", "main .thread")),
    Screen("acting-closed", "/moi", steps=(*ACTING, Send(path="/moi/confort"))),
    Screen("signed-notice", "/entraide?q=Mes+yeux+ne+lisent", steps=(CARD,)),
    Screen("paper-name", PAPER),
    Screen("paper-home", PAPER, steps=WHOSE[:1]),
    Screen("paper-home-among", PAPER, steps=(*WHOSE[:1], _sent(typed="4 rue des"))),
    Screen("paper-scopes", PAPER, steps=WHOSE[:2]),
    Screen("paper-days", PAPER, steps=WHOSE[:3]),
    Screen("paper-preview", PAPER, steps=WHOSE),
    Screen("paper-prepared", "{paper}", "helene.marchand"),
    Screen("paper-stop", "/mandats/arreter-un-mandat", None),
    Screen("paper-stop-wrong", "{stop}", None, (_sent(code="AAAAA-AAAAA"),)),
    Screen("paper-stop-sure", "{stop}", None, (_sent(code="{stop_code}"),)),
    Screen("desk-mandates", "/accueil/mandats", "mairie"),
    Screen("desk-mandate", "/accueil/mandats", "mairie", (Send({"reference": "{form}"}, AT_DESK),)),
    Screen("accompanied", "{accompanied}", "sophie"),
    Screen("accompanied-form", "{accompanied}", "sophie", (FIRST,)),
    Screen("accompanied-person", "{accompanied}", "sophie", ("main .rows li:last-child a",)),
    Screen("accompanied-paper", "{accompanied}/papier", "sophie"),
    Screen("accompanied-paper-wrong", "{accompanied}/papier", "sophie", (_sent(typed="3 rue du"),)),
    Screen("accompanied-code", "{accompanied}/code", "sophie"),
    Screen("accompanied-take-up", "{accompanied}/code", "sophie", (_sent(code="{mandate_code}"),)),
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
            _sent(title=LONG_TITLE, body=LONG_NAME, places="1", until=SOON),
            _sent(reach="town"),
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
    *VISITORS, *NEIGHBOURS, *PUBLISHING, *GIVING, *MYSELF, *PROOFS, *DESKS, *PARTNERS, *MANDATES,
    *LONG, *EMPTY,
)  # fmt: skip

# Sends a form as the page itself would, so that cookies and rules are those of the page.
_SEND = """([path, fields]) => {
  const form = document.createElement("form");
  const token = document.querySelector("main [name=csrf_token], [name=csrf_token]");
  form.method = "post";
  form.action = path || location.href;
  for (const [name, value] of Object.entries({csrf_token: token?.value ?? "", ...fields})) {
    const input = document.createElement("input");
    Object.assign(input, {type: "hidden", name, value});
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


def show(page: Page, screen: Screen, staged: dict[str, str]) -> str:
    """Open the page of a screen; return what is missing on the way, "" when one is there."""
    page.goto(screen.path.format(**staged))
    for step in screen.steps:
        if isinstance(step, Send):
            _send(page, step, staged)
            continue
        links = page.locator(step)
        if not links.count():
            return f"{screen.name}: nothing like {step} to follow"
        page.goto(links.first.get_attribute("href") or "/")
    return ""


def _send(page: Page, step: Send, staged: dict[str, str]) -> None:
    fields = {name: value.format(**staged) for name, value in step.fields.items()}
    with page.expect_navigation():
        page.evaluate(_SEND, [step.path.format(**staged), fields])
