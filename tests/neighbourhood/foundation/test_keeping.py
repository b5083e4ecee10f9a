from datetime import UTC, date, datetime

import pytest
from flask_babel import force_locale, gettext

from neighbourhood.foundation.web import keeping
from neighbourhood.foundation.web.keeping import kept, scene, today


@pytest.fixture
def page(app):
    with app.test_request_context("/"):
        yield


@pytest.fixture
def at(monkeypatch):
    def move(*moment: int) -> None:
        monkeypatch.setattr(keeping, "now", lambda: datetime(*moment, tzinfo=UTC))

    return move


@pytest.fixture
def drawings():
    """A drawing, and the list of what was really drawn."""
    made = []

    @kept(most=2)
    def draw(name: str, *, loud: bool = False) -> str:
        made.append(name)
        return f"{gettext('Français')} {name}{'!' * loud} {len(made)}"

    return draw, made


def test_the_same_drawing_is_made_once(page, drawings):
    draw, made = drawings
    assert draw("carte") == draw("carte")
    assert made == ["carte"]


def test_what_it_is_given_makes_another_drawing(page, drawings):
    draw, made = drawings
    assert draw("carte") != draw("carte", loud=True)
    assert made == ["carte", "carte"]


def test_each_language_has_its_own(page, drawings):
    draw, made = drawings
    french = draw("carte")
    with force_locale("en_GB"):
        assert draw("carte") != french
    assert draw("carte") == french
    assert len(made) == 2


def test_the_next_day_it_is_drawn_anew(page, drawings, at):
    draw, made = drawings
    at(2026, 11, 3, 22, 59)  # one minute to midnight in Paris
    before = draw("carte")
    at(2026, 11, 3, 23, 0)
    assert draw("carte") != before
    assert len(made) == 2


def test_only_the_last_ones_are_kept(page, drawings):
    draw, made = drawings
    for name in ("one", "two", "three", "one"):
        draw(name)
    assert made == ["one", "two", "three", "one"]


def test_a_page_may_ask_for_the_scene_once(page, drawings):
    draw, made = drawings
    here = scene()
    assert draw.within(here, "carte") == draw("carte")
    assert made == ["carte"]


def test_the_scene_knows_the_direction_of_writing(page):
    assert scene().direction == "ltr"
    with force_locale("ar"):
        assert scene()[:2] == ("ar", "rtl")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ((2026, 7, 14, 21, 59, 59), date(2026, 7, 14)),
        ((2026, 7, 14, 22, 0, 0), date(2026, 7, 15)),
        ((2026, 12, 31, 22, 59, 59), date(2026, 12, 31)),
        ((2026, 12, 31, 23, 0, 0), date(2027, 1, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_town(page, at, moment, day):
    at(*moment)
    assert today() == day
