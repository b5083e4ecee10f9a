"""Few needs are shown beside other pages: each in its turn, which anybody can tell."""

from datetime import date, timedelta

from neighbourhood.needs.rotation import turn

DAY = date(2026, 3, 2)


def test_where_there_are_few_all_are_shown():
    assert list(turn("ab", DAY, 2)) == ["a", "b"]
    assert list(turn("", DAY, 2)) == []


def test_each_is_shown_as_often_as_any_other():
    shown = [one for day in range(5) for one in turn("abcde", DAY + timedelta(days=day), 2)]
    assert sorted(shown) == sorted("abcde" * 2)


def test_a_day_shows_the_same_to_everybody_and_the_next_day_what_follows():
    today, tomorrow = turn("abcdef", DAY, 2), turn("abcdef", DAY + timedelta(days=1), 2)
    assert today == turn("abcdef", DAY, 2)
    assert ("abcdef" * 2).find("".join([*today, *tomorrow])) >= 0
