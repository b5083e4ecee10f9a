import pytest
from flask_login import LoginManager, UserMixin, current_user

from neighbourhood.foundation.web import headers

REAL = {
    "BASE_URL": "https://palier.example",
    "SECRET_KEY": "a-key-long-enough-to-sign-anything-with-it",
    "PAYMENTS": "pretend",
}


@pytest.fixture
def answer(make_app):
    def answer(path="/", **environ):
        app = make_app(**environ)
        headers.bind(app)
        app.add_url_rule("/", "home", greet)
        app.add_url_rule("/mine", "mine", greet)
        LoginManager(app).request_loader(
            lambda request: Karima() if request.path == "/mine" else None
        )
        app.add_url_rule("/kept", "kept", lambda: ("x", {"Cache-Control": "public"}))
        app.add_url_rule("/data", "data", lambda: {"a": 1})
        return app.test_client().get(path)

    return answer


class Karima(UserMixin):
    id = "7"


def greet():
    return f"<p>Bonjour {current_user.is_authenticated}"


def policy(response):
    rules = response.headers["Content-Security-Policy"].split("; ")
    return {name: set(values) for name, *values in (rule.split() for rule in rules)}


def test_nothing_foreign_and_nothing_inline_may_run(answer):
    rules = policy(answer())
    assert rules["default-src"] == rules["script-src"] == rules["style-src"] == {"'self'"}
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == {"'none'"}
    assert "unsafe" not in answer().headers["Content-Security-Policy"]


def test_only_our_own_sockets_may_be_opened(answer):
    assert policy(answer(**REAL))["connect-src"] == {"'self'", "wss://palier.example"}
    assert "ws://127.0.0.1:8000" in policy(answer())["connect-src"]


def test_forms_lead_to_the_pay_page_only_when_there_is_one(answer):
    assert policy(answer())["form-action"] == {"'self'"}
    stripe = {"PAYMENTS": "stripe", "STRIPE_SECRET_KEY": "sk", "STRIPE_WEBHOOK_SECRET": "wh"}
    assert policy(answer(**stripe))["form-action"] == {"'self'", "https://checkout.stripe.com"}
    local = policy(answer(**stripe, STRIPE_API="http://127.0.0.1:8420"))
    assert local["form-action"] == {"'self'", "http://127.0.0.1:8420"}


def test_https_is_remembered_and_http_is_not(answer):
    said = answer(**REAL).headers["Strict-Transport-Security"]
    assert said == "max-age=63072000; includeSubDomains"
    assert "Strict-Transport-Security" not in answer().headers


def test_every_answer_carries_the_rest(answer):
    for path in ("/", "/data", "/nowhere"):
        found = answer(path).headers
        assert found["X-Content-Type-Options"] == "nosniff"
        assert found["Referrer-Policy"] == "same-origin"
        assert found["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in found["Permissions-Policy"]


def test_what_a_signed_in_neighbour_saw_is_not_kept(answer):
    assert answer("/mine").headers["Cache-Control"] == "private, no-store"
    assert answer("/").headers["Cache-Control"] == "private, no-cache"
    assert answer("/kept").headers["Cache-Control"] == "public"
    assert "Cache-Control" not in answer("/data").headers
