"""What neighbours ask and offer in the demonstration town."""

from collections import Counter

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
    "furniture",
    "clothes",
    "food",
    "appliances",
    "health_care_errands",
    "other",
}
NOTICE_STATUSES = {"open", "agreed", "done", "expired", "withdrawn"}
REACHES = {"quartier", "neighbouring", "town"}


def test_two_hundred_and_seventy_five_notices_most_of_them_open(notices):
    assert len(notices) == 275
    status = Counter(row["status"] for row in notices)
    assert set(status) == NOTICE_STATUSES
    assert 200 <= status["open"] <= 220
    assert {row["category"] for row in notices} == CATEGORIES
    assert {row["direction"] for row in notices} == {"offer", "ask"}
    assert {row["subject"] for row in notices} == {"service", "loan", "company", "advice", "giving"}
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
