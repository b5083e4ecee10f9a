"""Everything held is read in words: columns, values of written lists, and the kinds others name."""

import re

import pytest
from flask_babel import force_locale
from sqlalchemy import Enum

from messaging.kinds import ABOUTS
from neighbourhood.feed.kinds import CARD_KINDS
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.storing.database import Base
from neighbourhood.foundation.storing.rows import is_number_of_ours
from neighbourhood.foundation.web.choices import LISTS
from neighbourhood.mandates.kinds import DEEDS, SCOPES
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.moderation.rules import RULES
from neighbourhood.needs.anonymity import QUESTIONS
from neighbourhood.notifications.kinds import KINDS
from neighbourhood.rights.fields import columns, plainly, reading, values
from tests.support.news import plain
from verification.proving.registry import proof_codes


def shown():
    """Return every column that somebody may read of what is held about them."""
    for holding in HOLDINGS.values():
        for table in holding.tables:
            for column in Base.metadata.tables[table].columns:
                if str(column) not in holding.withheld and not is_number_of_ours(column):
                    yield column


def test_every_column_has_a_word():
    assert {str(one) for one in shown() if one.name not in columns.WORDS} == set()


def test_every_value_of_a_written_list_has_a_word():
    said = {code for one in shown() if isinstance(one.type, Enum) for code in one.type.enums}
    assert said - values.WORDS.keys() == set()


def chosen():
    for of in LISTS.values():
        for choices in of.declared.values():
            yield from ((of.code, choice.code, str(choice.name)) for choice in choices)


def coded():
    """Return every code that a slice declares and a row may hold, with the column it stands in."""
    for column, codes in (
        ("residency.method", proof_codes()),
        ("card.kind", CARD_KINDS),
        ("card.about", REPORTABLES),
        ("conversation.about_kind", ABOUTS),
        ("report.rule", RULES),
        ("moderation_hearing.rule", RULES),
        ("mandate.scopes", [[code] for code in SCOPES]),
        ("mandate_deed.deed", DEEDS),
        ("need_check.questions", [[code] for code in QUESTIONS]),
        ("need_check.deed", ["sent", "approved"]),
        ("dispatch.kind", KINDS),
        ("notification.kind", KINDS),
        ("notice.category", [code for _of, code, _name in chosen()]),
    ):
        for code in codes:
            yield column, code


def test_no_code_that_a_slice_declares_is_shown(app):
    with app.test_request_context(), force_locale("fr"):
        for column, code in coded():
            table, _dot, name = column.partition(".")
            ((_name, said),) = reading.lines({"table": table, name: code})
            bare = code[0] if isinstance(code, list) else code
            # Of the same spelling in both: its word is there all the same.
            assert said != bare or str(values.WORDS.get(bare)) == bare, (column, code)


def test_a_choice_is_read_by_its_name(app):
    with app.test_request_context(), force_locale("fr"):
        for column, code, name in chosen():
            # Things to lend have the categories of a list of their own.
            known = "category" if column == "things" else column
            ((_name, said),) = reading.lines({"table": "notice", known: code})
            assert said == name


def test_what_a_sentence_names_has_a_word():
    sentences = [
        str(sentence)
        for kind in KINDS.values()
        for sentence in (kind.sentence, kind.headline or "", *kind.variants.values())
    ]
    named = {name for said in sentences for name in re.findall(r"%\((\w+)\)s", said)}
    assert named - columns.WORDS.keys() == set()


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"scopes": "chat,post"}, "ce qui est permis : Tenir les conversations"),
        ({"until": {"moment": "2026-11-30T14:15:00+00:00"}}, "jusqu’au : lundi 30 novembre"),
        ({"amount": {"cents": 1250}}, "montant : 12,50 €"),
        ({"title": "Perceuse", "variant": "profile"}, "titre : Perceuse"),
    ],
)
def test_what_a_sentence_was_given_is_read_in_words(app, details, said):
    with app.test_request_context(), force_locale("fr"):
        ((_name, told),) = reading.lines({"table": "notification", "details": details})
        assert plain(told).startswith(plain(said))
        assert "moment" not in told
        assert "profile" not in told


PIXEL = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("column", "kept", "said"),
    [
        ("sign_in.agent", PIXEL, "Chrome sur Android"),
        ("sign_in.agent", "curl/8", "Un navigateur inconnu"),
        ("proof_document.content_type", "application/pdf", "PDF"),
        ("proof_document.content_type", "image/webp", "une image"),
        ("dispatch.error", "SMTPRecipientsRefused", "le serveur refuse cette adresse"),
        ("shown_area.insee", "00000", "00000"),  # of a town that is gone
        ("donor_pseudonym.pseudonym", "24a8b5b0", "tiré au hasard"),
        ("address_claim.reference", "05KWR82E", "05KW-R82E"),
        ("payment.counted_cents", 0, "0 €"),
        ("pledge.amount_cents", 1250, "12,50 €"),
        ("conversation.path", "/entraide/annonces/16", "http://localhost/entraide/annonces/16"),
    ],
)
def test_what_machines_keep_for_machines_is_said_plainly(app, column, kept, said):
    table, _dot, name = column.partition(".")
    with app.test_request_context(), force_locale("fr"):
        ((word, told),) = reading.lines({"table": table, name: kept})
    assert plain(told).startswith(said)
    assert "centimes" not in word


def test_what_tells_a_reader_nothing_is_in_the_file_alone(app):
    columns_shown = {str(one) for one in shown()}
    assert columns_shown >= plainly.FOR_MACHINES
    with app.test_request_context(), force_locale("fr"):
        for column in plainly.FOR_MACHINES:
            table, _dot, name = column.partition(".")
            assert reading.lines({"table": table, name: "gift:demo-1-1"}) == []


def test_a_town_is_read_by_its_name(app, make):
    town = make.municipality("Valbourg")
    with app.test_request_context():
        assert reading.lines({"table": "shown_area", "insee": town.insee})[0][1] == "Valbourg"


def test_a_row_is_read_in_words(app):
    with app.test_request_context(), force_locale("fr"):
        row = {"table": "reply", "status": "withdrawn", "text": "withdrawn", "hidden_at": None}
        assert reading.lines(row) == [("où cela en est", "retiré"), ("texte", "withdrawn")]
        told = {"table": "notification", "kind": "mandates.given-up"}
        ((name, value),) = reading.lines(told)
        assert name == "sorte"
        assert "mandates" not in value
        assert " " in plain(value)


def test_each_kind_is_closed_until_it_is_opened(browser, toy):
    page = browser.get("/moi/donnees").text
    outside = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "<details open" not in page
    for holding in HOLDINGS.values():
        assert plain(str(holding.title)) in plain(page)
        assert plain(str(holding.purpose)) not in plain(outside)
