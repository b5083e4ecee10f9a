"""What is put up in a group is read by who is in it, wherever cards are read; by nobody else."""

from functools import partial

import pytest

import neighbourhood.invitations.actions as invitations
from neighbourhood.bulletins import queries as found_words
from neighbourhood.bulletins.actions import thread, words
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.exchanges.queries import NOTICES
from neighbourhood.feed import handful, queries, saved
from neighbourhood.feed.circles import NotInCircle
from neighbourhood.feed.kinds import CARD_KINDS, Filters
from neighbourhood.feed.models import SavedSearch
from neighbourhood.foundation.errors import Forbidden, Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.gatherings.actions import gatherings
from neighbourhood.groups.actions import answering, entering
from neighbourhood.invitations.models import Side
from neighbourhood.invitations.queries import TABLES
from neighbourhood.loans.actions import shelf
from tests.support.wordings import a_couscous, a_drill, a_ladder, a_shelf, a_word, an_apero

TITLE = "Zinzolin et safran"
GIVEN = {"subject": Subject.GIVING, "category": Category.OTHER}
MAKERS = {
    "word": partial(words.write),
    "ask": partial(notices.publish, direction=Direction.ASK),
    "offer": partial(notices.publish, direction=Direction.OFFER),
    "borrow": partial(notices.publish, direction=Direction.ASK),
    "give": partial(notices.publish, direction=Direction.OFFER),
    "seek": partial(notices.publish, direction=Direction.ASK),
    "invitation": partial(invitations.publish, side=Side.HOST),
    "table": partial(invitations.publish, side=Side.GUEST),
    "loan": partial(shelf.add),
    "event": gatherings.publish,
}
WORDINGS = {
    "word": a_word,
    "borrow": a_ladder,
    "give": partial(a_shelf, **GIVEN),
    "seek": partial(a_shelf, **GIVEN),
    "invitation": a_couscous,
    "table": a_couscous,
    "loan": a_drill,
}
PAGES = (
    *("/", "/entraide", "/entraide?q=zinzolin", "/prets", "/entraide/a-cote"),
    *("/entraide/bientot", "/entraide/extrait", "/entraide/une-demi-heure"),
)
# Put up by organisations, which speak in no group; and groups themselves.
OF_OTHERS = {"need", "tool", "group", "happening"}


@pytest.fixture
def circle(yard):
    """A group of Karima, Paul of across the river, and Inès, who has left it by now."""
    group = yard.group(reach="town")
    yard.enter(group, yard.paul, yard.ines)
    yard.act(entering.leave, yard.ines, group)
    return group


def put_up(yard, kind, group):
    if kind == "event":
        said = an_apero(title=TITLE, reach=group.circle)
        return yard.act(gatherings.publish, yard.karima, **said)
    wording = WORDINGS.get(kind, a_shelf)(title=TITLE, reach=group.circle)
    return yard.act(MAKERS[kind], yard.karima, wording=wording)


def heard_by(yard, reader, kind):
    """Return in how many of the places where cards are read somebody reads this one."""
    everything = Filters(), Filters(words="zinzolin"), Filters(kind=kind)
    with yard.make.writing() as session:
        found = [queries.timeline(reader, asked).rows for asked in everything]
        found.append(
            [
                line
                for _, line in handful.newest_of_others(
                    reader, now().min.replace(tzinfo=now().tzinfo), 9
                )
            ]
        )
        search = SavedSearch(
            resident_id=reader.id, words="zinzolin", looked_at=now().replace(year=2000)
        )
        news = saved.has_news(reader, search)
        session.expunge_all()
        return sum(TITLE in {line.title for line in lines} for lines in found) + news


def test_every_kind_of_card_that_neighbours_put_up_is_tried():
    assert MAKERS.keys() == CARD_KINDS.keys() - OF_OTHERS


ANSWERS = {
    "word": lambda yard, word: yard.act(thread.answer, yard.paul, word, text="Merci !"),
    "invitation": lambda yard, table: yard.act(
        invitations.ask, yard.paul, table, message="Volontiers.", seats=1
    ),
    "ask": lambda yard, notice: yard.act(replies.reply, yard.paul, notice, text="Volontiers."),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_who_answered_and_was_removed_reads_nothing_more_of_it(yard, circle, kind, signed_in):
    thing = put_up(yard, kind, circle)
    given = ANSWERS[kind](yard, thing)
    paul = signed_in(yard.paul)
    assert paul.get(thing.path).status_code == 200
    seat = yard.seat(circle, yard.paul)
    yard.act(answering.remove, yard.karima, circle, seat, words="Désolée.")
    assert paul.get(thing.path).status_code == 404
    if kind == "word":
        assert paul.post(f"{thing.path}/reponses", data={"text": "Encore"}).status_code == 404
        with pytest.raises(NotInCircle):
            yard.act(thread.answer, yard.paul, thing, text="Encore")
        yard.enter(circle, yard.marcel)
        other = yard.act(thread.answer, yard.marcel, thing, text="Et moi")
        with yard.make.writing() as session:
            assert not found_words.to_tell(session.get_one(type(other), other.id))
    else:
        board = {"invitation": TABLES, "ask": NOTICES}[kind]
        with yard.make.writing() as session:
            assert not board.to_tell(session.get_one(type(thing), thing.id))
            with pytest.raises(Missing):
                board.get_response(yard.paul, given.id)


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        ("word", words.edit),
        ("ask", notices.edit),
        ("invitation", invitations.edit),
        ("loan", shelf.edit),
    ],
)
def test_who_has_left_changes_nothing_they_put_up_there_nor_shows_it_to_others(
    yard, circle, kind, edit, karima
):
    thing = put_up(yard, kind, circle)
    assert f"{thing.path}/modifier" in karima.get(thing.path).text
    yard.act(entering.leave, yard.karima, circle)
    for reach in (circle.circle, "town"):
        wording = WORDINGS.get(kind, a_shelf)(title="Autrement", reach=reach)
        with pytest.raises(Forbidden):
            yard.act(edit, yard.karima, thing, wording=wording)
    assert f"{thing.path}/modifier" not in karima.get(thing.path).text


@pytest.mark.parametrize("kind", MAKERS)
def test_who_is_in_the_group_reads_it_everywhere_and_nobody_else_anywhere(
    yard, circle, kind, signed_in
):
    thing = put_up(yard, kind, circle)
    assert heard_by(yard, yard.paul, kind) == 5
    member = signed_in(yard.paul)
    home = member.get("/").text
    assert "Groupe « Marche du dimanche »" in home.replace("\N{NO-BREAK SPACE}", " ")
    read = member.get(thing.path), member.get(circle.path)
    assert {page.status_code for page in read} == {200}
    assert TITLE in read[1].text
    # What only members read is no word to the whole quartier.
    assert not [page for page in read if "Mot au quartier" in page.text]
    for outsider in (yard.marcel, yard.ines, yard.rosa):
        assert heard_by(yard, outsider, kind) == 0
        client = signed_in(outsider)
        assert client.get(thing.path).status_code == 404
        assert not [page for page in PAGES if TITLE in client.get(page).text]


def test_nobody_kept_apart_hears_each_other_in_a_group(yard, circle):
    yard.block(yard.karima, yard.paul)
    put_up(yard, "ask", circle)
    assert heard_by(yard, yard.paul, "ask") == 0


def test_nothing_of_it_is_on_the_map_nor_told_at_the_door(yard, circle):
    before = None
    for _ in range(2):
        with yard.make.writing():
            counts = queries.counts_by_cell(yard.marcel)
            waiting = queries.open_in_quartier(yard.tanneurs.id)
        assert before in (None, (counts, waiting))
        before = counts, waiting
        put_up(yard, "ask", circle)


def test_who_has_left_meanwhile_is_told_that_nothing_went_out(yard, circle):
    with pytest.raises(NotInCircle):
        yard.act(
            notices.publish,
            yard.ines,
            direction=Direction.ASK,
            wording=a_shelf(reach=circle.circle),
        )


def test_the_steps_begin_with_the_group_one_comes_from(yard, circle, karima):
    begun = f"/entraide/demander?reach={circle.circle}"
    karima.post(begun, data={"subject": "service"})
    karima.post("/entraide/demander/categorie", data={"category": "diy"})
    details = {"title": TITLE, "body": "", "places": "1", "until": a_shelf().expires_at.date()}
    karima.post("/entraide/demander/details", data=details)
    karima.post("/entraide/demander/precisions", data={})
    page = karima.get("/entraide/demander/portee").text
    assert f'value="{circle.circle}" checked' in page
    karima.post("/entraide/demander/portee", data={"reach": circle.circle})
    assert "Groupe «" in karima.get("/entraide/demander/apercu").text
    yard.act(entering.leave, yard.karima, circle)
    karima.post("/entraide/demander/apercu", data={})
    assert heard_by(yard, yard.paul, "ask") == 0


def test_the_home_page_says_the_groups_of_its_cards_in_one_statement(
    yard, circle, signed_in, statements
):
    member = signed_in(yard.paul)
    put_up(yard, "ask", circle)
    member.get("/")
    statements.clear()
    member.get("/")
    one = len(statements)
    other = yard.group(title="Lecture", reach="town")
    yard.enter(other, yard.paul)
    put_up(yard, "ask", other)
    statements.clear()
    member.get("/")
    assert len(statements) == one
