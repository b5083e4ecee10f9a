from datetime import timedelta

from neighbourhood.exchanges import jobs
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification


def ending_in(town, **delay):
    notice = town.notice()
    town.change(
        notice, created_at=now() - timedelta(days=40), expires_at=now() + timedelta(**delay)
    )
    return notice


def test_the_author_is_warned_once_by_mail_with_a_link_to_renew(town, app, outbox, visitor):
    notice = ending_in(town, days=2)
    ending_in(town, days=9)
    with app.app_context():
        jobs.look_at_dates()
        jobs.look_at_dates()
    [mail] = outbox()
    assert f"To: {town.karima.email}" in mail
    body = mail.replace("=\n", "").replace("=3D", "=")
    path = body[body.index("/entraide/prolonger/") :].split()[0]
    page = visitor.get(path)
    assert page.status_code == 200
    assert town.fresh(notice).expires_at < now() + timedelta(days=3)
    assert visitor.post(path).status_code == 200
    assert town.fresh(notice).expires_at > now() + timedelta(days=29)


def test_pressing_the_renewal_button_twice_is_refused_kindly(town, app, outbox, visitor):
    ending_in(town, days=2)
    with app.app_context():
        jobs.look_at_dates()
    body = outbox()[0].replace("=\n", "").replace("=3D", "=")
    path = body[body.index("/entraide/prolonger/") :].split()[0]
    assert visitor.post(path).status_code == 200
    assert visitor.post(path).status_code == 409
    assert "rien à prolonger" in visitor.get(path).text


def test_a_forged_renewal_link_leads_nowhere(town, visitor):
    ending_in(town, days=2)
    assert visitor.post("/entraide/prolonger/forged").status_code == 404


def test_what_is_past_its_end_expires_and_nothing_else_does(town, app):
    past, future = ending_in(town, minutes=-1), ending_in(town, days=5)
    agreed = town.notice()
    town.accept(town.reply(agreed, town.marcel))
    town.change(agreed, created_at=now() - timedelta(days=9), expires_at=now() - timedelta(days=1))
    with app.app_context():
        jobs.look_at_dates()
        jobs.look_at_dates()
    assert town.fresh(past).status is NoticeStatus.EXPIRED
    assert town.fresh(future).status is NoticeStatus.OPEN
    assert town.fresh(agreed).status is NoticeStatus.AGREED


def test_announcing_or_closing_a_second_time_changes_nothing(town, make):
    notice = ending_in(town, days=2)
    for _ in range(2):
        with make.writing():
            notices.warn(notice.id)
            notices.expire(notice.id)
    with make.writing() as session:
        assert session.query(Notification).filter_by(kind="exchanges.ending").count() == 1
    assert town.fresh(notice).status is NoticeStatus.OPEN
