"""People of the demonstration town at their browsers, doing what one does on the site."""

import re
from email import message_from_bytes, policy
from itertools import count
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from neighbourhood.foundation.demo import PASSWORD
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents import codes
from tests.support.palier import Site
from tests.support.photos import taken_somewhere
from tests.support.waiting import until

# Of whoever opens an account here.
OWN_PASSWORD = "une petite phrase"
_numbers = count(1)
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


def sign_in(page: Page, account: str, path: str = "/") -> Page:
    """Sign in as somebody of the demonstration town, and go to `path`.

    The form is sent by the browser, but neither drawn nor typed into: a few tests do that.
    """
    door, site = f"/connexion?next={path}", page.context.request
    token = _TOKEN.search(site.get(door).text())
    assert token is not None
    said = {"email": f"{account}@valbourg.example", "password": PASSWORD, "csrf_token": token[1]}
    answer = site.post(door, form=said, max_redirects=0)
    assert answer.status == 303, answer.text()
    page.goto(answer.headers["location"])
    assert "/connexion" not in page.url
    return page


def press(page: Page | Locator, words: str) -> None:
    """Press the button or follow the link that says `words`, in the page itself."""
    inside = page.locator("main") if isinstance(page, Page) else page
    button = inside.get_by_role("button", name=words, exact=False)
    link = inside.get_by_role("link", name=words, exact=False)
    button.or_(link).first.click()


def weigh(page: Page) -> None:
    """Answer every question that is asked before a text goes out."""
    # The page with the questions may still be on its way: `all` waits for nothing.
    expect(page.locator("[name=questions]").first).to_be_visible()
    for question in page.locator("[name=questions]").all():
        question.check()


def open_need(page: Page) -> None:
    """Open the first need of the list on screen: packages stand there too."""
    page.locator("main article a:not([href*=formules])").first.click()
    page.wait_for_url(re.compile(r"/solidarite/\d+$"))


def pay(page: Page) -> None:
    """Pay at the pretend bank, and read that it has arrived."""
    page.wait_for_url("**/paiement-demo/**")
    page.locator("button[value=pay]").click()
    expect(page.locator("main")).to_contain_text("bien arrivés")


def prove(author: Page, reader: Page, words: str) -> None:
    """Say what the money of a need did, on the page of its staff; have somebody else read it."""
    press(author, "Dire à quoi l’argent a servi")
    author.check("[name=kind][value=invoice]")
    author.fill("[name=text]", words)
    author.fill("[name=spent_on]", now().date().isoformat())
    press(author, "Voir l’aperçu")
    weigh(author)
    press(author, "Envoyer à relire")
    expect(author.locator("main")).to_contain_text("C’est envoyé")
    reader.reload()
    press(reader, "Une preuve attend")
    weigh(reader)
    press(reader, "Publier")
    expect(reader.locator("main")).to_contain_text(words)


def sign_up(page: Page, site: Site, full_name: str) -> str:
    """Open an account and follow the link of the mail, which signs in; return the mail address."""
    email = f"nouveau.voisin{next(_numbers)}.{site.name}@example.org"
    page.goto("/")
    press(page, "Rejoindre mon quartier")
    page.fill("[name=full_name]", full_name)
    page.fill("[name=email]", email)
    page.fill("[name=password]", OWN_PASSWORD)
    page.check("[name=agrees]")
    press(page, "Créer mon compte")
    expect(page.locator("main")).to_contain_text(email)
    page.goto(link_in(mail_to(site, email)))
    press(page, "Confirmer mon e-mail")
    page.wait_for_url(lambda url: "/inscription" not in url)
    return email


def claim_address(page: Page, door: str, proof: str) -> None:
    """Choose a door, then a proof by the words on its tile."""
    page.goto("/mon-adresse/choisir")
    page.fill("[name=typed]", door)
    page.locator("main form:has([name=typed]) button").click()
    page.wait_for_url("**/mon-adresse/confirmer")
    expect(page.locator("main .lead")).to_contain_text(door)
    page.get_by_role("button", name=proof).click()


def agree(page: Page) -> None:
    """Agree to the charter of the town, to which a newcomer is led once their address is proved."""
    expect(page.get_by_role("heading", level=1)).to_have_text("La charte de Valbourg")
    press(page, "J’accepte la charte")
    expect(page.get_by_text("vous avez accepté la charte")).to_be_visible()


def enrol(page: Page, password: str = PASSWORD) -> None:
    """Add an application of codes to the account that is signed in."""
    page.goto("/moi/securite/application")
    if page.locator("[name=present]").count():
        page.fill("[name=present]", password)
        press(page, "Continuer")
    secret = (page.locator("details code").text_content() or "").replace(" ", "")
    page.fill("[name=code]", codes.code_at(secret, now()))
    press(page, "Vérifier et ajouter")
    expect(page.locator("h1")).to_have_text("Vos codes de secours")


def mail_to(site: Site, email: str, saying: str = "") -> str:
    """Return the newest mail to `email` that says so, once it has left."""

    def newest() -> str:
        for path in sorted((site.instance / "mail").glob("*.eml"), reverse=True):
            mail = message_from_bytes(Path(path).read_bytes(), policy=policy.default)
            if mail["To"] == email and saying in mail.get_content():
                return str(mail.get_content())
        return ""

    return until(newest, otherwise=f"no mail for {email}")


def link_in(mail: str) -> str:
    """Return the first web address of a mail."""
    found = re.search(r"https?://\S+", mail)
    assert found, mail
    return found[0]


def read_letter(page: Page) -> str:
    """Open the letter that the demonstration shows on screen; return its code."""
    press(page, "Lire ma lettre")
    return page.locator("#code").inner_text().strip()


def photo() -> bytes:
    """Return a photo as a telephone takes it, with the place where it was taken."""
    return taken_somewhere(1200, 900)


def ask_for_help(page: Page, title: str, *, picture: bytes | None = None) -> str:
    """Publish a request to one's quartier, one page after the other; return where it is shown."""
    page.goto("/")
    press(page, "Demander")
    press(page, "coup de main")
    page.locator("[name=category][value=diy]").click()
    page.fill("[name=title]", title)
    page.fill("[name=body]", "Samedi matin, une heure suffit. Le café est prêt.")
    if picture:
        file = {"name": "etagere.jpg", "mimeType": "image/jpeg", "buffer": picture}
        page.set_input_files("[name=photos]", file)
        press(page, "Continuer")
        page.locator("[name^=description-]").fill("Le mur du salon")
    press(page, "Continuer")
    press(page, "Continuer")
    page.locator("label.tile", has=page.locator("[value=quartier]")).click()
    press(page, "Voir l’aperçu")
    expect(page.locator("article h2")).to_have_text(title)
    press(page, "Publier ma demande")
    expect(page.locator("h1")).to_have_text(title)
    return page.url


def bubbles(page: Page) -> list[str]:
    """Return what is said in the conversation on screen, in order."""
    words = page.locator(".bubble[data-id] > p, .bubble[data-id] > .words")
    return [one.split("\n")[0] for one in words.all_inner_texts()]


def say(page: Page, text: str) -> None:
    """Write a message and send it."""
    page.fill("[name=text]", text)
    page.locator("[data-compose] button:not([type=button])").click()


def live(page: Page) -> None:
    """Wait until the conversation on screen is connected."""
    page.wait_for_function(CONNECTED)


# The quick answers show as soon as the script runs; the line itself leaves no mark but its silence.
CONNECTED = "() => !document.querySelector('[data-phrases]')?.hidden"
