from datetime import UTC, date, datetime, timedelta

import pytest

from neighbourhood.exchanges import particulars, rhythms
from neighbourhood.exchanges.actions import replies
from neighbourhood.exchanges.actions.notices import edit
from neighbourhood.exchanges.actions.replies import EnoughThisMonth
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.places.models import Reach
from neighbourhood.residents.acting import Actor
from tests.neighbourhood.exchanges.writing import ASK, DETAILS
from tests.support.words import plain

LIFT = {"lift_from": "la gare", "lift_to": "l’hôpital"}
# Wednesday 2 December 2026, 9 h in town.
LEAVES = "2026-12-02T08:00:00+00:00"


def write(client, category, subject="service", **typed):
    """Come as far as the step of what this kind is asked, and answer it."""
    client.post(ASK, data={"subject": subject})
    client.post(ASK + "/categorie", data={"category": category})
    client.post(ASK + "/details", data={**DETAILS, "until": client.until})
    return client.post(ASK + "/precisions", data=typed)


def publish(app, client) -> Notice:
    client.post(ASK + "/portee", data={"reach": "quartier"})
    sent = client.post(ASK + "/apercu")
    with app.app_context():
        notice = app.extensions["sqlalchemy"].session.query(Notice).one()
        assert sent.location == notice.path
        return notice


@pytest.mark.parametrize(
    ("subject", "category", "codes"),
    [
        ("service", Category.DIY, "contact cost languages moments rhythm"),
        ("service", Category.LIFTS, "contact cost languages leaves lift_from lift_to rhythm"),
        ("service", Category.CHILDCARE, "ages contact cost hours languages moments rhythm"),
        ("company", Category.COFFEE, "contact cost languages moments rhythm"),
        ("advice", Category.RIGHTS, "contact languages moments"),
        ("loan", Category.TOOLS, "contact dates"),
    ],
)
def test_each_kind_is_asked_what_its_readers_need_and_nothing_else(subject, category, codes):
    assert " ".join(sorted(particulars.asked(Direction.ASK, Subject(subject), category))) == codes


def test_a_lift_goes_nowhere_without_both_its_ends(writing):
    refused = write(writing, "lifts", lift_from="la gare")
    assert refused.status_code == 422
    assert 'href="#lift_to"' in refused.text
    assert 'value="la gare"' in refused.text
    assert write(writing, "lifts", **LIFT).location == ASK + "/portee"


@pytest.mark.parametrize(
    ("category", "more", "field"),
    [("diy", {}, "moments"), ("lifts", LIFT, "leaves_on")],
)
def test_what_comes_again_has_its_day(writing, category, more, field):
    refused = write(writing, category, rhythm="weekly", **more)
    assert f'href="#{field}"' in refused.text
    assert "Ce qui revient a son jour : dites lequel." in plain(refused.text)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"leaves_on": "2030-12-02"}, "Écrivez aussi l’heure, même à peu près."),
        ({"leaves_at": "09:00"}, "Choisissez aussi le jour."),
        ({"leaves_on": "2020-12-02", "leaves_at": "09:00"}, "Ce moment est passé"),
        ({"leaves_on": "9999-12-31", "leaves_at": "09:00"}, "Choisissez un jour d’ici un an."),
    ],
)
def test_a_moment_has_its_day_and_its_hour_and_is_to_come(writing, typed, said):
    assert said in plain(write(writing, "lifts", **LIFT, **typed).text)


def test_who_asks_for_a_sitter_says_how_old_the_children_are(writing):
    refused = write(writing, "childcare", from_hour="17:00")
    assert 'href="#ages"' in refused.text
    assert "Écrivez les deux heures, ou aucune." in plain(refused.text)
    refused = write(writing, "childcare", ages="5 ans", from_hour="17:00", to_hour="17:00")
    assert "Ce sont deux fois la même heure." in plain(refused.text)


def test_all_that_was_said_is_read_in_the_preview_and_on_the_notice(app, writing):
    week, tongues = ["wed.evening", "mon.morning"], ["ar", "en"]
    said = {"ages": "5 et 8 ans", "from_hour": "17:00", "to_hour": "19:30", "rhythm": "weekly"}
    more = {"cost": "gesture", "cost_words": "un gâteau", "contact": "phone"}
    write(writing, "childcare", moments=week, languages=tongues, **said, **more)
    writing.post(ASK + "/portee", data={"reach": "quartier"})
    for page in (writing.get(ASK + "/apercu"), writing.get(publish(app, writing).path)):
        for words in (
            "5 et 8 ans",
            "de 17 h à 19 h 30",
            "lundi matin, mercredi après 18 h",
            "chaque semaine",
            "un gâteau",
            "Au téléphone, une fois d’accord",
            "anglais, arabe",
        ):
            assert words in plain(page.text)


def test_only_what_was_said_is_kept(app, writing):
    write(writing, "diy", rhythm="once", cost="nothing", cost_words="un café", contact="here")
    assert publish(app, writing).particulars == {}


def test_what_was_said_of_another_kind_is_not_published(app, writing):
    write(writing, "lifts", **LIFT)
    write(writing, "diy", contact="phone", **LIFT)
    assert publish(app, writing).particulars == {"contact": "phone"}


def test_ticks_that_mean_nothing_are_refused_and_none_is_lost(writing):
    refused = write(writing, "diy", moments=["wed.evening", "night"], languages=["tlh"])
    assert refused.status_code == 422
    assert 'value="wed.evening" checked' in refused.text
    assert "Cochez seulement des cases de cette page." in plain(refused.text)


def test_what_comes_again_says_its_day_of_the_week(app):
    with app.test_request_context():
        kept = {"lift_from": "la gare", "leaves": LEAVES, "rhythm": "weekly"}
        assert ("Quand", "le mercredi à 9 h") in [
            (str(what), plain(said)) for what, said in particulars.say(kept)
        ]


@pytest.mark.parametrize(
    ("kept", "days"),
    [
        ({"rhythm": "weekly", "leaves": LEAVES}, [(12, 2), (12, 9), (12, 16), (12, 23)]),
        ({"rhythm": "fortnightly", "leaves": LEAVES}, [(12, 2), (12, 16), (12, 30), (1, 13)]),
        (
            {"rhythm": "weekly", "moments": ["tue.evening", "fri.morning"]},
            [(12, 1), (12, 4), (12, 8), (12, 11)],
        ),
        ({"leaves": LEAVES}, []),
        ({"rhythm": "weekly"}, []),
    ],
)
def test_help_that_comes_again_says_its_next_days(in_app, kept, days):
    monday = datetime(2026, 11, 30, 10, tzinfo=UTC)
    found = rhythms.occurrences(kept, monday, monday)
    assert [(day.month, day.day) for day in found] == days


def test_the_days_of_one_week_in_two_stay_the_same_as_time_goes_by(in_app):
    begun = datetime(2026, 11, 30, 10, tzinfo=UTC)
    later = datetime(2026, 12, 4, 10, tzinfo=UTC)
    kept = {"rhythm": "fortnightly", "leaves": LEAVES}
    assert rhythms.occurrences(kept, begun, later)[0] == date(2026, 12, 16)


def test_a_notice_says_its_next_times_until_it_is_over(app, town, marcel):
    weekly = {"rhythm": "weekly", "moments": ["wed.evening"]}
    notice = town.notice(particulars=weekly)
    assert marcel.get(notice.path).text.count("mercredi ") == 5
    town.change(notice, status=NoticeStatus.WITHDRAWN)
    assert "Les prochaines fois" not in marcel.get(notice.path).text


def test_whoever_answered_reads_what_changed_of_it(app, town, act, marcel):
    notice = town.notice(category=Category.LIFTS, particulars=LIFT)
    town.reply(notice, town.marcel)
    there = {**LIFT, "lift_to": "la mairie"}
    wording = town.wording(category=Category.LIFTS, particulars=there)
    act(edit, town.karima, notice, wording=wording)
    said = plain(marcel.get("/notifications").text)
    assert "« Destination : l’hôpital » devient « Destination : la mairie »" in said


def test_the_page_to_change_holds_what_was_said_and_forgets_what_another_category_is_not_asked(
    app, town, writing
):
    with app.app_context():
        soon = (in_town(now()) + timedelta(days=30)).replace(hour=9, minute=0)
    day, leaves = soon.date().isoformat(), soon.astimezone(UTC).isoformat()
    told = {**LIFT, "leaves": leaves, "languages": ["ar"]}
    notice = town.notice(category=Category.LIFTS, particulars=told)
    page = writing.get(f"{notice.path}/modifier").text
    for drawn in ('value="la gare"', f'value="{day}"', 'value="09:00"', 'value="ar" checked'):
        assert drawn in page
    words = {"title": "Porter", "places": "1", "until": writing.until, "reach": "quartier"}
    typed = {**LIFT, "leaves_on": day, "leaves_at": "09:00", "languages": "ar"}
    writing.post(f"{notice.path}/modifier", data={**words, **typed, "category": "moving"})
    assert town.fresh(notice).particulars == {"languages": ["ar"]}


def test_a_notice_that_was_changed_says_since_when(town, act, karima, move_clock):
    notice = town.notice()
    move_clock(days=1)
    act(edit, town.karima, notice, wording=town.wording(expires_at=notice.expires_at))
    assert town.fresh(notice).edited_at is None
    act(edit, town.karima, notice, wording=town.wording(title="Deux étagères"))
    assert "modifiée le" in karima.get(notice.path).text


@pytest.fixture
def twice_a_month(town):
    """An offer of Karima’s, to whom Marcel and Inès were said yes."""
    limits = {"places": 9, "particulars": {"per_month": 2}}
    notice = town.notice(direction=Direction.OFFER, reach=Reach.TOWN, **limits)
    for helper in (town.marcel, town.ines):
        town.accept(town.reply(notice, helper))
    return notice


def test_who_helps_twice_a_month_is_not_asked_a_third_time(town, twice_a_month, signed_in):
    with pytest.raises(EnoughThisMonth):
        town.reply(twice_a_month, town.paul)
    page = plain(signed_in(town.paul).get(twice_a_month.path).text)
    assert "autant de fois que souhaité ce mois-ci" in page
    assert 'id="repondre"' not in page


def test_a_month_later_one_may_ask_again(town, twice_a_month, move_clock):
    move_clock(days=31)
    town.change(twice_a_month, expires_at=now() + timedelta(days=9))
    assert town.reply(twice_a_month, town.paul).status == "offered"


def test_who_leaves_makes_room_for_somebody_else_this_month(town, twice_a_month, make):
    with make.writing() as session:
        given = session.query(Reply).filter_by(helper_id=town.ines.id).one()
        replies.withdraw_reply(Actor.of(given.helper), given)
    assert town.reply(twice_a_month, town.paul).status == "offered"


def test_only_who_offers_says_how_many_times_a_month():
    for direction in Direction:
        codes = particulars.asked(direction, Subject.SERVICE, Category.DIY)
        assert ("per_month" in codes) is (direction is Direction.OFFER)
