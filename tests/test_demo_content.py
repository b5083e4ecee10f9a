import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CATEGORIES = {
    "small_jobs",
    "childcare",
    "diy",
    "errands",
    "lifts",
    "lessons",
    "paperwork",
    "objects",
    "company",
    "meals",
    "pets",
    "garden",
    "digital",
    "health_care_errands",
    "other",
}
NOTICE_STATUSES = {"open", "agreed", "done", "expired", "withdrawn"}
REACHES = {"quartier", "neighbouring", "town"}
NAMED = ["karima", "marcel", "aylin", "jean-baptiste"]
DESKS = ["sophie", "hassan", "mairie", "admin", "nouveau"]
FILES = [
    "neighbourhood/residents/demo.toml",
    "neighbourhood/exchanges/demo.toml",
    "neighbourhood/needs/demo.toml",
    "neighbourhood/partners/demo.toml",
    "neighbourhood/mandates/demo.toml",
    "neighbourhood/invitations/demo.toml",
]


def read(path):
    return tomllib.loads((ROOT / path).read_text("utf-8"))


@pytest.fixture(scope="module")
def residents():
    return {row["email"]: row for row in read(FILES[0])["residents"]}


@pytest.fixture(scope="module")
def neighbours(residents):
    """Those with an account, and those for whom somebody acts, by their name."""
    return residents | {
        row["full_name"]: row for row in read("neighbourhood/mandates/demo.toml")["on_paper"]
    }


@pytest.fixture(scope="module")
def notices():
    return read(FILES[1])["notices"]


@pytest.fixture(scope="module")
def needs():
    return read(FILES[2])["needs"]


@pytest.fixture(scope="module")
def invitations():
    return read("neighbourhood/invitations/demo.toml")["invitations"]


@pytest.fixture(scope="module")
def conversations():
    return [
        talk
        for path in (FILES[1], "neighbourhood/invitations/demo.toml")
        for talk in read(path)["conversations"]
    ]


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_two_hundred_residents_with_the_named_accounts_first(residents):
    assert len(read(FILES[0])["residents"]) == len(residents) == 200
    assert list(residents)[: len(NAMED)] == NAMED
    assert set(DESKS) <= set(residents)
    assert [email for email, row in residents.items() if not row.get("verified", True)] == [
        "nouveau"
    ]
    assert [email for email, row in residents.items() if row.get("administrator")] == ["admin"]


def test_local_parts_are_plain_and_quartiers_exist(residents):
    for email, row in residents.items():
        assert re.fullmatch(r"[a-z]+(?:[.-][a-z]+)*", email), email
        assert row["quartier"] in range(6)
        assert 3 <= len(row["full_name"]) <= 80
        assert len(row.get("about", "")) <= 120
    assert len({row["full_name"] for row in residents.values()}) == 200


def test_names_show_what_pages_must_bear(residents):
    names = [row["full_name"] for row in residents.values()]
    assert max(map(len, names)) > 60
    assert any(len(name.split()[-1]) == 1 for name in names)
    assert any(re.search(r"[\u0600-\u06ff]", name) for name in names)
    assert any(re.search(r"[\u4e00-\u9fff]", name) for name in names)


def test_streets_of_residents_are_streets_of_the_town(residents):
    plan = tomllib.loads((ROOT / "neighbourhood/places/town.toml").read_text("utf-8"))
    known = {row["name"] for row in plan["quays"]}
    for row in plan["quartiers"]:
        known |= {*row["along"], *row["across"], row["square"]["name"]}
    assert {row["street"] for row in residents.values() if "street" in row} <= known


def test_three_hundred_notices_most_of_them_open(notices):
    assert len(notices) == 300
    status = Counter(row["status"] for row in notices)
    assert set(status) == NOTICE_STATUSES
    assert 210 <= status["open"] <= 230
    assert {row["category"] for row in notices} == CATEGORIES
    assert {row["direction"] for row in notices} == {"offer", "ask"}
    assert {row["subject"] for row in notices} == {"service", "loan", "company", "advice"}
    assert {row["reach"] for row in notices} == REACHES


def test_the_first_three_quartiers_carry_about_sixty_in_a_hundred(notices, neighbours):
    near = sum(neighbours[row["author"]]["quartier"] < 3 for row in notices)
    assert 0.55 <= near / len(notices) <= 0.65


def test_no_notice_says_what_another_says(notices):
    for key in ("title", "body"):
        assert len({row[key].casefold() for row in notices}) == len(notices)
    replies = [reply["text"] for row in notices for reply in row.get("replies", [])]
    assert len(set(replies)) == len(replies)


def test_notices_have_a_readable_length(notices):
    for row in notices:
        assert 10 <= len(row["title"]) <= 80, row["title"]
        assert 25 <= len(row["body"]) <= 400, row["title"]
        assert 0 < row["minutes_ago"] < 100 * 1440


def test_authors_and_helpers_exist_and_nobody_answers_themselves(notices, neighbours):
    for row in notices:
        helpers = [reply["helper"] for reply in row.get("replies", [])]
        assert {row["author"], *helpers} <= set(neighbours), row["title"]
        assert row["author"] not in helpers, row["title"]
        assert len(set(helpers)) == len(helpers), row["title"]
        assert "nouveau" not in {row["author"], *helpers}


def test_a_reply_is_younger_than_its_notice(notices):
    for row in notices:
        assert all(reply["minutes_ago"] <= row["minutes_ago"] for reply in row.get("replies", []))


def test_what_is_agreed_or_done_has_an_accepted_helper_and_nothing_else_has(notices):
    for row in notices:
        replies = row.get("replies", [])
        accepted = sum(reply["status"] == "accepted" for reply in replies)
        assert (accepted > 0) == (row["status"] in {"agreed", "done"}), row["title"]
        assert accepted <= row.get("places", 1), row["title"]
        assert {reply["status"] for reply in replies} <= {
            "offered",
            "accepted",
            "declined",
            "withdrawn",
        }
        assert row["status"] == "done" or "thanks" not in row, row["title"]


def test_whoever_answers_a_notice_of_one_quartier_lives_there(notices, neighbours):
    for row in notices:
        if row["reach"] == "quartier":
            home = neighbours[row["author"]]["quartier"]
            for reply in row.get("replies", []):
                assert neighbours[reply["helper"]]["quartier"] == home, row["title"]


def test_twelve_needs_in_every_state(needs):
    assert Counter(row["status"] for row in needs) == {
        "draft": 1,
        "submitted": 1,
        "open": 5,
        "funded": 2,
        "proved": 2,
        "withdrawn": 1,
    }
    shares = {round(100 * n["raised_cents"] / n["amount_cents"]) for n in needs}
    assert {0, 68, 100} <= shares
    assert {row["kind"] for row in needs} == {
        "heating",
        "school",
        "food",
        "transport",
        "health",
        "equipment",
        "housing",
        "childcare",
    }


def test_figures_of_a_need_hold_together(needs):
    for row in needs:
        full = row["raised_cents"] == row["amount_cents"]
        assert full == (row["status"] in {"funded", "proved"}), row["title"]
        assert row["raised_cents"] <= row["amount_cents"]
        assert (row["donors"] == 0) == (row["raised_cents"] == 0)
        assert row["raised_cents"] >= 100 * row["donors"]
        assert ("proof" in row) == (row["status"] == "proved")


def test_needs_are_written_and_approved_by_two_people_of_the_same_partner(needs, residents):
    staff = {
        partner["name"]: {member["email"] for member in partner["staff"]}
        for partner in read("neighbourhood/partners/demo.toml")["partners"]
    }
    assert set(staff) == {"Centre social de Valbourg", "CCAS de Valbourg"}
    for row in needs:
        assert row["author"] in staff[row["partner"]]
        assert row["author"] in residents
        assert ("approver" in row) == (row["status"] not in {"draft", "submitted"})
        if "approver" in row:
            assert row["approver"] in staff[row["partner"]] - {row["author"]}


def test_ten_invitations_for_ten_occasions(invitations, residents):
    assert len(invitations) == len({row["occasion"] for row in invitations}) == 10
    assert {row["side"] for row in invitations} == {"host", "guest"}
    for row in invitations:
        requests = row.get("requests", [])
        people = [request["person"] for request in requests]
        taken = sum(r["seats"] for r in requests if r["status"] == "accepted")
        assert {row["author"], *people} <= set(residents)
        assert row["author"] not in people
        assert taken <= row["seats"], row["title"]
        assert len(row["title"]) <= 80


def test_fourteen_conversations_between_people_who_answered_each_other(
    conversations, notices, invitations
):
    known = {row["title"]: row for row in [*notices, *invitations]}
    assert len(conversations) == 14
    for talk in conversations:
        row = known[talk["about"]]
        asked = {
            r.get("helper", r.get("person"))
            for r in [*row.get("replies", []), *row.get("requests", [])]
        }
        one, other = talk["members"]
        assert row["author"] in {one, other}, talk["about"]
        assert ({one, other} - {row["author"]}) <= asked, talk["about"]


def test_messages_follow_each_other_and_their_notice(conversations, notices, invitations):
    known = {row["title"]: row for row in [*notices, *invitations]}
    for talk in conversations:
        ages = [message["minutes_ago"] for message in talk["messages"]]
        assert 3 <= len(ages) <= 14
        assert ages == sorted(ages, reverse=True)
        assert ages[0] < known[talk["about"]]["minutes_ago"], talk["about"]
        assert {message["author"] for message in talk["messages"]} == set(talk["members"])


def test_every_conversation_is_written_by_its_members_in_order(conversations):
    for talk in conversations:
        authors = {line["author"] for line in talk["messages"]}
        moments = [line["minutes_ago"] for line in talk["messages"]]
        assert authors <= set(talk["members"]), talk["about"]
        assert moments == sorted(moments, reverse=True), talk["about"]
        assert 0 <= talk["unread"] < len(talk["messages"]), talk["about"]


def test_unread_messages_are_the_last_ones_of_one_author(conversations):
    assert sum(talk["unread"] > 0 for talk in conversations) >= 4
    for talk in conversations:
        last = talk["messages"][len(talk["messages"]) - talk["unread"] :]
        assert len({message["author"] for message in last}) <= 1, talk["about"]


@pytest.mark.parametrize("path", FILES)
def test_typography_is_french(path):
    for text in texts(read(path)):
        assert "'" not in text, text
        assert "..." not in text, text
        assert not re.search(r"[^\u202f\u00a0\W][;!?](?=\s|$)", text), text
        assert not re.search(r" [;:!?»]|« ", text), text
        assert not re.search(r"  |^\s|\s$", text), text
