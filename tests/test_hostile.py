"""Awkward strings go through every field, come back as they were typed, and never run."""

from email import message_from_string, policy

import pytest

from neighbourhood.foundation.storing.passwords import hash_password
from tests.support.fields import IN_A_WEEK, Neighbours
from tests.support.hostile import WAYS_IN, packed, runs, says, shape

pytestmark = pytest.mark.campaign

HARMLESS = "Bonjour"


# Fields that show back what was typed; the others only ask, and a name must be one.
WRITTEN = (
    "about_me",
    "notice_words",
    "reply_words",
    "message",
    "gentle_no",
    "why_not_done",
    "thanks",
    "table_words",
    "seat_words",
    "need_words",
    "remark",
    "proof",
)
ASKED = (
    "name",
    "sign_up",
    "sign_in",
    "search_box",
    "address_box",
    "paper_boxes",
    "partner_paper",
    "other_boxes",
)


# Addresses that people write become links, a full list gets a second page: nothing else may come.
THEIR_OWN = {("a", ("href", "rel")), ("a", ("class", "href", "rel")), ("p", ()), ("br", ())}


@pytest.fixture
def neighbours(app, make, signed_in) -> Neighbours:
    return Neighbours(app, make, signed_in)


def ways_into(field: str) -> list[str]:
    """Return what is tried: one string after the other in a line, many at once in a paragraph."""
    lines = {"name", "notice_words", "search_box", "address_box", "paper_boxes", "partner_paper"}
    return list(WAYS_IN) if field in lines else packed(list(WAYS_IN), 280)


def take(neighbours: Neighbours, field: str, text: str) -> list[str]:
    return getattr(neighbours, field)(text)


def known(neighbours: Neighbours, field: str) -> set:
    """Return the shape of the pages of a field, whether it takes what is said or refuses it."""
    said = (HARMLESS, "", "Appelez le 06 12 34 56 78", "x" * 5000)
    return set().union(*(shape(page) for text in said for page in take(neighbours, field, text)))


def only_words(pages: list[str], text: str, usual: set) -> bool:
    """Tell whether nothing in the pages that show `text` runs, nor stands there because of it."""
    for page in pages:
        assert runs(page) == [], text
        assert shape(page) <= usual, f"{text!r} brings {shape(page) - usual}"
    return bool(pages)


@pytest.mark.parametrize("field", WRITTEN)
def test_what_is_typed_stays_words_and_is_read_as_it_was_typed(neighbours, field):
    usual = known(neighbours, field) | THEIR_OWN
    for text in ways_into(field):
        pages = take(neighbours, field, text)
        assert only_words(pages, text, usual)
        assert any(says(page, text) for page in pages), text


@pytest.mark.parametrize("field", ASKED)
def test_what_is_asked_stays_words(neighbours, field):
    usual = known(neighbours, field) | THEIR_OWN
    for text in ways_into(field):
        assert only_words(take(neighbours, field, text), text, usual)


def test_a_title_never_writes_the_head_of_a_mail(neighbours, outbox):
    injected = "Un titre\r\nBcc: evil@example.org\r\n\r\nCorps"
    notice = neighbours.notice(neighbours.karima, title=injected)
    said = {"own": "Je peux venir."}
    neighbours.his.post(f"/entraide/annonces/{notice.id}/reponses", data=said)
    mails = [message_from_string(text, policy=policy.default) for text in outbox()]
    assert mails
    for mail in mails:
        assert mail["Bcc"] is None
        assert mail["To"] == neighbours.karima.email
        assert "\n" not in mail["Subject"]


@pytest.mark.parametrize(
    "next_page",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil",
    ],
)
def test_signing_in_never_leads_away(app, visitor, make, next_page):
    password = "une petite phrase"
    with app.app_context():
        digest = hash_password(password)
    karima = make.resident("Karima Benali", password_hash=digest)
    said = {"email": karima.email, "password": password}
    answer = visitor.post("/connexion", query_string={"next": next_page}, data=said)
    assert answer.status_code == 303
    assert answer.location in {"/", "http://localhost/"}


def test_the_language_switch_never_leads_away(visitor):
    for next_page in ("https://evil.example", "//evil.example", "/\\evil.example", "\n//evil"):
        answer = visitor.post("/langue", data={"language": "en", "next": next_page})
        assert answer.location == "/"


def test_a_form_that_is_far_too_big_is_refused_politely(neighbours):
    for field, size in (("body", 200_000), ("title", 200_000)):
        said = {"title": "Une étagère", "body": "", "places": "1", "until": IN_A_WEEK}
        answer = neighbours.hers.post("/entraide/demander/details", data=said | {field: "x" * size})
        assert answer.status_code in {413, 422}
