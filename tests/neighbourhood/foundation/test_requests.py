"""What a view is told of a request."""

from flask import request

from neighbourhood.foundation.web import unsent


def test_no_address_holds_what_postgresql_takes_in_no_value(app):
    with app.test_request_context("/prets/%00?q=a%00b"):
        assert "\0" not in request.path + request.args["q"] + request.full_path


def test_the_key_of_a_card_is_a_secret_that_no_browser_keeps():
    assert unsent._SECRET.search("scan")
