"""The journal of a month: what it says, to whom, and how it is drawn."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from messaging.kinds import WROTE
from neighbourhood.exchanges.kinds import ACCEPTED, POSTED, THANKED
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.models import Mandate, MandateDeed
from neighbourhood.mandates.paperwork import journals, months
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.queries import months as calendar
from neighbourhood.mandates.queries.codes import stop_code_of
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.mandates import ALL, DEEDS, give, record, revoke
from tests.support.pdf import text_of

FONTS = Path("static/dist/letters")
SQUARE = "http://localhost/mandats/arreter-un-mandat"


@pytest.fixture
def quartier(make):
    return make.quartier()


@pytest.fixture
def helper(make, quartier):
    return make.resident("Karima Benali", quartier)


@pytest.fixture
def mandate_id(make, helper, quartier):
    door = make.address(quartier, number=12, street="rue de la Tour")
    with make.writing() as session:
        mandate = giving.prepare_on_paper(
            Actor.of(session.get_one(Resident, helper.id)),
            full_name="Marcel Dupont",
            address=session.get_one(Address, door.id),
            terms=giving.Terms(scopes=ALL, days=31),
        )
    record(make, mandate.id)
    return mandate.id


@pytest.fixture
def month(app):
    with app.app_context():
        return calendar.month_of(now())


@pytest.fixture
def note(make, helper, mandate_id, month):
    """Write deeds of the first days of this month: `note((day, deed, title), …)`."""

    def note(*deeds, agent=helper):
        with make.writing() as session:
            for minute, (day, deed, title) in enumerate(deeds):
                session.add(
                    MandateDeed(
                        mandate_id=mandate_id,
                        agent_id=agent.id,
                        deed=deed.code,
                        title=title,
                        path=f"/about/{title}",
                        created_at=datetime(month.year, month.month, day, 12, minute, tzinfo=UTC),
                    )
                )

    return note


@pytest.fixture
def compose(app, mandate_id, month):
    def compose(*, sealed=True):
        with app.test_request_context():
            return months.compose_journal(queries.by_id(mandate_id), month, sealed=sealed)

    return compose


def lines(journal):
    return [(done.heading, done.lines) for done in journal.done]


def test_each_day_says_by_whom_for_whom_and_what(note, compose, month):
    note((1, POSTED, "Une étagère"), (1, ACCEPTED, "Une étagère"), (3, THANKED, "X"))
    (first, done), (second, thanks) = lines(compose())
    assert first.startswith("1 ")
    assert first.endswith("par Karima B. pour Marcel D.")
    assert [line.partition(" «")[0] for line in done] == [
        "a publié",
        "a dit oui à une réponse pour",
    ]
    assert second.startswith("3 ")
    assert thanks == ("a dit merci pour «\N{NO-BREAK SPACE}X\N{NO-BREAK SPACE}»",)


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
    assert sum("Karima B." in heading for heading in headings) == 1
    assert sum("Paul L." in heading for heading in headings) == 1


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
        "done": (months.Done("3 novembre, par Karima B. pour Marcel D.", ("a publié « A »",)),),
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


# Opening it from the page of the mandate


def file_of(browser, mandate_id, month):
    return browser.get(f"/mandats/{mandate_id}/journal/{month:%Y-%m}.pdf")


def test_the_agents_open_any_month_without_reading_the_door(
    signed_in, helper, mandate_id, month, note
):
    note((1, POSTED, "Une étagère"))
    browser = signed_in(helper)
    answer = file_of(browser, mandate_id, month)
    assert answer.mimetype == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Une étagère" in text_of(answer.data)
    assert "rue de la Tour" not in text_of(answer.data)
    assert f"/journal/{month:%Y-%m}.pdf" in browser.get(f"/mandats/{mandate_id}").text


def test_a_principal_with_an_account_opens_their_own(make, signed_in, helper, quartier, month):
    marcel = make.resident("Marcel Dupont", quartier)
    given = give(make, marcel, helper)
    assert "rue des Tanneurs" in text_of(file_of(signed_in(marcel), given, month).data)
    assert "rue des Tanneurs" not in text_of(file_of(signed_in(helper), given, month).data)


def test_it_is_not_there_for_others_nor_for_months_in_which_nothing_ran(
    make, signed_in, helper, mandate_id, quartier, month
):
    browser = signed_in(helper)
    other = signed_in(make.resident("Paul Leroy", quartier))
    assert file_of(other, mandate_id, month).status_code == 404
    for wrong in (calendar.month_before(month), month.replace(year=month.year + 1)):
        assert file_of(browser, mandate_id, wrong).status_code == 404
    for wrong in ("x", "2026-13", "2026-1", "2026-W01", "9999-12", "0001-01"):
        assert browser.get(f"/mandats/{mandate_id}/journal/{wrong}.pdf").status_code == 404


# Months


def test_months_begin_at_midnight_in_town(app):
    with app.app_context():
        assert calendar.span_of(date(2026, 12, 1)) == (
            datetime(2026, 11, 30, 23, tzinfo=UTC),
            datetime(2026, 12, 31, 23, tzinfo=UTC),
        )
        assert calendar.span_of(date(2026, 3, 1))[1] == datetime(2026, 3, 31, 22, tzinfo=UTC)
        assert calendar.month_of(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)
    assert calendar.month_before(date(2026, 1, 1)) == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("begins", "ends", "ran"),
    [
        ((9, 1), (9, 30), False),
        ((9, 1), (10, 2), True),
        ((10, 5), (10, 6), True),
        ((10, 31), (11, 20), True),
        ((11, 2), (12, 2), False),
    ],
)
def test_a_month_counts_once_a_mandate_ran_at_some_moment_of_it(app, begins, ends, ran):
    mandate = Mandate(
        begins_at=datetime(2025, *begins, 12, tzinfo=UTC),
        ends_at=datetime(2025, *ends, 12, tzinfo=UTC),
    )
    with app.app_context():
        assert calendar.ran_during(mandate, date(2025, 10, 1)) is ran
        assert not calendar.ran_during(mandate, (now() + timedelta(days=40)).date().replace(day=1))
