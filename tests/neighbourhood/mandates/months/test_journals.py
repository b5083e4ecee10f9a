"""The journal of a month: what it says, and how it is drawn."""

import pytest

from messaging.kinds import WROTE
from neighbourhood.exchanges.kinds.deeds import ACCEPTED, POSTED, THANKED
from neighbourhood.foundation.storing import codes
from neighbourhood.mandates.paperwork import journals, months
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.queries.codes import stop_code_of
from tests.neighbourhood.mandates.months.conftest import FONTS, SQUARE, lines
from tests.support.mandates import DEEDS, revoke
from tests.support.pdf import text_of


def test_each_day_says_by_whom_for_whom_and_what(note, compose, month):
    note((1, POSTED, "Une étagère"), (1, ACCEPTED, "Une étagère"), (3, THANKED, "X"))
    (first, done), (second, thanks) = lines(compose())
    assert first.startswith("1er ")
    assert first.endswith("par Karima Benali pour vous")
    assert [line.partition(" «")[0] for line in done] == [
        "a publié",
        "a dit oui à une réponse pour",
    ]
    assert second.startswith("3 ")
    assert thanks == ("a écrit un mot à propos de «\N{NO-BREAK SPACE}X\N{NO-BREAK SPACE}»",)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.code)
def test_every_deed_has_its_sentence(note, compose, deed):
    note((1, deed, "100 % laine %(x)s"))
    [(_heading, [line])] = lines(compose())
    assert line.startswith("a ")
    assert "100 % laine %(x)s" in line


def test_messages_of_one_conversation_on_one_day_are_one_line(note, compose):
    wrote = WROTE
    note((1, wrote, "A"), (1, wrote, "B"), (1, POSTED, "C"), (1, wrote, "A"), (2, wrote, "A"))
    (_, first), (_, second) = lines(compose())
    assert len(first) == 3
    assert "2 messages" in first[0]
    assert "un message" in first[1]
    assert "un message" in second[0]


def test_each_agent_has_a_heading_of_their_own(make, note, compose, quartier):
    paul = make.resident("Paul Leroy", quartier)
    note((1, POSTED, "A"))
    note((1, POSTED, "B"), agent=paul)
    headings = [heading for heading, _ in lines(compose())]
    assert sum("Karima Benali" in heading for heading in headings) == 1
    assert sum("Paul Leroy" in heading for heading in headings) == 1


def test_that_nothing_was_done_is_said(note, compose):
    assert compose().nothing == "Rien n’a été fait en votre nom ce mois-ci."
    note((1, POSTED, "A"))
    assert compose().nothing == ""


def test_it_tells_how_to_stop_until_it_is_over(app, make, helper, mandate_id, compose):
    journal = compose()
    with app.app_context():
        code = codes.spell(stop_code_of(queries.by_id(mandate_id)))
        reference = queries.by_id(mandate_id).reference
    assert journal.code == code
    assert journal.scan == f"{SQUARE}?reference={reference}#{code}"
    assert SQUARE in journal.stop[1]
    assert "accueil de la mairie de Valbourg" in journal.ask
    revoke(make, helper, mandate_id)
    over = compose()
    assert (over.code, over.stop) == ("", ())
    assert "n’agit plus pour vous" in over.opening
    assert "mairie de Valbourg" in over.ask


def test_only_what_goes_into_the_envelope_tells_the_door(compose):
    assert compose().envelope == ("Marcel Dupont", "12 rue de la Tour", "99350 VALBOURG")
    assert "rue de la Tour" not in str(compose(sealed=False))


def a_journal(**more):
    words = {
        "language": "fr",
        "envelope": ("Marcel Dupont", "12 rue de la Tour", "99350 VALBOURG"),
        "sender": "Ville de Valbourg",
        "date": "Valbourg, le 1 décembre 2026",
        "title": "Novembre 2026 : ce qui a été fait en votre nom",
        "opening": "Bonjour Marcel Dupont.",
        "done": (months.Done("3 novembre, par Karima Benali pour vous", ("a publié « A »",)),),
        "nothing": "",
        "stop_title": "Pour arrêter",
        "stop": ("Passez à l’accueil.",),
        "code": "ABCDE-12345",
        "scan": f"{SQUARE}?reference=ABCD1234#ABCDE-12345",
        "ask": "Quelque chose vous étonne ?",
        "again": "Novembre 2026 · ABCD-1234",
    }
    return months.Journal(**{**words, **more})


def pages(pdf):
    return pdf.count(b"/Type /Page\n")


def test_a_quiet_month_is_one_page_that_can_be_read_back():
    journal = a_journal()
    pdf = journals.draw_journals([journal], FONTS)
    assert pages(pdf) == 1
    read = text_of(pdf).split("\n")
    for line in (*journal.envelope, journal.title, journal.code, journal.ask, "a publié « A »"):
        assert line in read


def test_a_busy_month_goes_on_and_each_page_says_whose_it_is():
    done = tuple(
        months.Done(f"{day} novembre, par K. pour M.", tuple("abcd")) for day in range(1, 31)
    )
    pdf = journals.draw_journals([a_journal(done=done), a_journal(nothing="Rien.")], FONTS)
    assert pages(pdf) > 3
    read = text_of(pdf)
    assert read.count("Marcel Dupont · Novembre 2026 · ABCD-1234") == pages(pdf) - 2
    assert read.count("30 novembre") == 1
    assert read.count("ABCDE-12345") == 2


@pytest.mark.parametrize("name", ["محمد بن علي", "W" * 80, "**x** <b> %(y)s {0} \\ \u200b"])
def test_names_of_any_script_and_length_are_drawn(name):
    done = (months.Done(name, (name * 2,)),)
    pdf = journals.draw_journals([a_journal(envelope=(name,), opening=name, done=done)], FONTS)
    assert pages(pdf) in (1, 2)
