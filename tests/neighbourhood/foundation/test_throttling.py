import pytest
from flask import Blueprint, request
from flask_login import LoginManager, UserMixin, login_user

from neighbourhood.foundation.errors import DomainError, TooMany
from neighbourhood.foundation.extensions import limiter
from neighbourhood.foundation.web import proxies, throttling
from neighbourhood.foundation.web.access import anyone

views = Blueprint("views", __name__)


class Visitor(UserMixin):
    def __init__(self, number):
        self.id = number


@views.route("/post", methods=["GET", "POST"])
@anyone
@throttling.limit("2 per minute")
def post():
    return throttling.client_address()


@views.post("/sign-in")
@anyone
def sign_in():
    login_user(Visitor(request.form["email"]))
    return "in"


@pytest.fixture(autouse=True)
def _limiter_as_it_was():
    """The extension is one object for all applications of the process: leave no trace on it."""
    before = dict(vars(limiter))
    yield
    vars(limiter).clear()
    vars(limiter).update(before)


@pytest.fixture
def bind(make_app):
    def bind(**environ):
        app = make_app(**environ)
        LoginManager(app).user_loader(Visitor)
        proxies.bind(app)
        throttling.bind(app)
        app.register_blueprint(views)
        app.register_error_handler(DomainError, lambda refusal: (refusal.code, refusal.status))
        if limiter.enabled:
            limiter.reset()
        return app

    return bind


def statuses(client, times, path="/post", **options):
    return [client.post(path, **options).status_code for _ in range(times)]


def test_too_often_is_refused_in_our_own_words(bind):
    client = bind().test_client()
    assert statuses(client, 2) == [200, 200]
    refusal = client.post("/post")
    assert (refusal.status_code, refusal.text) == (429, "too_many")
    assert int(refusal.headers["Retry-After"]) <= 61


def test_looking_costs_nothing(bind):
    client = bind().test_client()
    assert {client.get("/post").status_code for _ in range(5)} == {200}
    assert statuses(client, 2) == [200, 200]


def test_each_address_has_its_own_allowance(bind):
    client = bind().test_client()
    assert statuses(client, 3)[-1] == 429
    assert statuses(client, 1, environ_base={"REMOTE_ADDR": "192.0.2.7"}) == [200]


def test_one_home_on_ipv6_is_one_caller(bind):
    client = bind().test_client()
    for last, status in (("1", 200), ("2", 200), ("3", 429)):
        base = {"REMOTE_ADDR": f"2001:db8:1:2::{last}"}
        assert client.post("/post", environ_base=base).status_code == status
    assert statuses(client, 1, environ_base={"REMOTE_ADDR": "2001:db8:1:3::1"}) == [200]


def test_a_header_that_nobody_vouches_for_is_ignored(bind):
    client = bind().test_client()
    answers = [
        client.post("/post", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(3)
    ]
    assert answers == [200, 200, 429]


def test_behind_a_proxy_only_its_own_entry_counts(bind):
    client = bind(TRUSTED_PROXIES="1").test_client()
    answers = [
        client.post("/post", headers={"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.1"}).status_code
        for n in range(3)
    ]
    assert answers == [200, 200, 429]
    assert client.get("/post", headers={"X-Forwarded-For": "192.0.2.9"}).text == "192.0.2.9"


def test_a_signed_in_neighbour_counts_for_one_everywhere(bind):
    client = bind().test_client()
    client.post("/sign-in", data={"email": "karima"})
    assert statuses(client, 1, environ_base={"REMOTE_ADDR": "192.0.2.1"}) == [200]
    assert statuses(client, 1, environ_base={"REMOTE_ADDR": "192.0.2.2"}) == [200]
    assert statuses(client, 1, environ_base={"REMOTE_ADDR": "192.0.2.3"}) == [429]


def test_limits_can_be_switched_off_for_measuring(bind):
    app = bind(RATE_LIMITS="0")
    assert set(statuses(app.test_client(), 5)) == {200}
    with app.app_context():
        for _ in range(5):
            throttling.spend("1 per minute", "message", "7")


def test_a_socket_event_spends_too(bind):
    with bind().app_context():
        throttling.spend("1 per minute", "message", "7")
        throttling.spend("1 per minute", "message", "8")
        with pytest.raises(TooMany):
            throttling.spend("1 per minute", "message", "7")


def test_an_unknown_network_address_is_still_a_key(bind):
    with bind().test_request_context(environ_base={"REMOTE_ADDR": "unix:"}):
        assert throttling.client_address() == "nowhere"
