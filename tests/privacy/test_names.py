"""A full name is read inside the quartier; beyond it, a first name and an initial."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messaging.actions import threads
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.feed.queries import Filters, timeline
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.models import Neighbouring, Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

unhurried = settings(deadline=None)
words = st.text(st.characters(categories=["L", "Mn"]), min_size=1, max_size=12).filter(str.isalpha)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)
homes = st.tuples(st.integers(1, 3) | st.none(), st.booleans())


def resident(number, full_name, home):
    quartier_id, proved = home
    verified_at = now() if proved and quartier_id else None
    return Resident(
        id=number,
        full_name=full_name,
        quartier_id=quartier_id,
        verified_at=verified_at,
        shows_full_name=True,
    )


@unhurried
@given(names, homes, homes)
def test_beyond_the_quartier_no_name_is_written_out(full_name, hers, theirs):
    author, viewer = resident(1, full_name, hers), resident(2, "Paul Noise", theirs)
    shown = name_for(author, viewer)
    if author.is_verified and viewer.is_verified and hers[0] == theirs[0]:
        assert shown == full_name
        return
    assert full_name not in shown
    assert shown == author.public_name


@unhurried
@given(names, homes)
def test_a_visitor_reads_no_full_name_and_oneself_always_does(full_name, home):
    author = resident(1, full_name, home)
    assert name_for(author, author) == full_name
    assert name_for(author, None) == author.public_name


FULL, SHORT = "Karima Zyzzogeton", "Karima Z."
PLACES = ("here", "beside", "far")
SEEN = {
    # Each lives behind a door of their own.
    Reach.BUILDING: set(),
    Reach.QUARTIER: {"here"},
    Reach.NEIGHBOURING: {"here", "beside"},
    Reach.TOWN: set(PLACES),
}


@pytest.fixture
def quartiers(make):
    town = make.municipality()
    found = {name: make.quartier(name, town) for name in PLACES}
    with make.writing() as session:
        for one, other in itertools.permutations(("here", "beside")):
            pair = {"quartier_id": found[one].id, "neighbour_id": found[other].id}
            session.add(Neighbouring(**pair))
    return found


@pytest.fixture
def karima(make, quartiers):
    return make.resident(FULL, quartiers["here"])


@pytest.fixture
def post(make, karima):
    def publish(reach):
        with make.writing() as session:
            wording = notices.Wording(
                subject=Subject.LOAN,
                category=Category.TOOLS,
                title=f"Une échelle {reach}",
                body="Pour un plafond.",
                reach=reach,
                expires_at=now() + notices.LASTS,
            )
            author = session.get_one(Resident, karima.id)
            return notices.publish(Actor.of(author), direction=Direction.ASK, wording=wording).id

    return publish


@pytest.fixture
def publish_then_move(make, karima, post):
    def publish(reach, quartier):
        post(reach)
        door = make.address(quartier)
        with make.writing() as session:
            moved = session.get_one(Resident, karima.id)
            moved.address_id, moved.quartier_id = door.id, quartier.id

    return publish


@pytest.mark.parametrize("home", PLACES)
@pytest.mark.parametrize("reach", Reach)
def test_the_timeline_names_as_the_rule_says_even_after_a_move(
    make, karima, quartiers, publish_then_move, in_app, reach, home
):
    readers = {name: make.resident("Paul Noise", quartier) for name, quartier in quartiers.items()}
    publish_then_move(reach, quartiers[home])
    in_app.expire_all()
    author = in_app.get_one(Resident, karima.id)
    for name, reader in readers.items():
        viewer = in_app.get_one(Resident, reader.id)
        lines = timeline(viewer, Filters()).rows
        assert [line.name for line in lines] == [name_for(author, viewer)] * (name in SEEN[reach])
        assert name_for(author, viewer) == (FULL if name == home else SHORT)


@pytest.mark.parametrize("place", PLACES)
def test_every_page_with_her_name_names_her_as_the_rule_says(
    make, quartiers, karima, post, signed_in, place
):
    reader = make.resident("Paul Noise", quartiers[place])
    notice_id = post(Reach.TOWN)
    with make.writing() as session:
        helper, notice = session.get_one(Resident, reader.id), session.get_one(Notice, notice_id)
        reply = replies.reply(Actor.of(helper), notice, text="Je peux.")
        replies.accept(Actor.of(session.get_one(Resident, karima.id)), reply)
        talk = threads.open_conversation(
            about=("reply", reply.id),
            subject=notice.title,
            path=notice.path,
            members=[karima.id, reader.id],
        ).id
    browser = signed_in(reader)
    shown = FULL if place == "here" else SHORT
    for path in (
        "/",
        "/entraide",
        f"/entraide/annonces/{notice_id}",
        "/messages",
        f"/messages/{talk}",
        "/notifications",
        f"/voisins/{karima.id}",
    ):
        page = browser.get(path).get_data(as_text=True)
        assert "Karima" in page or path in {"/", "/entraide"}, path
        assert shown == FULL or "Zyzzogeton" not in page, path
        assert shown in page or "Karima" not in page, path
