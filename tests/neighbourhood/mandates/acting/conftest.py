"""A browser in which somebody acts for somebody else."""

import pytest
from werkzeug.routing import IntegerConverter

from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.invitations.models import Side
from tests.support import mandates
from tests.support.foreign.world import World

WAYS = {
    "direction": Direction.ASK,
    "side": Side.HOST,
    "kind": "reply",
    "name": "x",
    "key": "x",
    "deed": "retirer",
    "way": "monter",
    "day": "2026-12-09",
}
# What anyone may call without saying who they are: the same page for all, or a way out.
SAME_FOR_ALL = {
    "static",
    "health.healthz",
    "health.readyz",
    "pages.language",
    "places.index",
    "places.quartier",
    "directory.come_in",
    "directory.invited",
    "gatherings.on_poster",
    "residents.sign_out",
}
# The whole of what agents may call, and by which scopes.
OPEN = {
    "agenda": {"month", "programme", "programme_file", "one_file", "event"},
    "feed": {"home", "listing", "show_map", "beside", "soon", "extract"},
    "funding": {"accounts", "register_part", "verify_gift"},
    "campaigns": {
        *("embed", "fund_poster", "fund_preview", "poster", "preview"),
        *("screen", "share", "text", "total", "town"),
    },
    "needs": {"index", "show"},
    "packages": {"index", "order", "show"},
    "mandates": {"stop_acting"},
    "moderation": {
        *("charter", "town_charter", "charter_to_read"),
        *("accept_charter", "read_charter_later", "figures"),
    },
    "exchanges": {"show", "photo", "shared", "half_hour"},
    "invitations": {"show"},
    "bulletins": {"show", "photo"},
    "gatherings": {"index", "mine", "show", "date", "poster", "bringers", "kit", "series_file"},
    "libraries": {"index", "show", "tool", "photo"},
    "loans": {"index", "show", "photo"},
}
BY_SCOPE = {
    "post": {
        "exchanges": {
            *("choose", "begin", "category", "details", "reach", "preview", "restart"),
            *("draft_photo", "edit", "done", "finish", "withdraw", "renew"),
            *("precisions", "hand_over", "miss", "still_here"),
            *("accept", "decline", "thank", "mine", "put_back", "put_back_reply", "answer_word"),
            *("accept_stand_in", "decline_stand_in", "put_back_stand_in"),
            *("clear_day", "keep_day", "note_time", "take_time_back"),
        },
    },
    "reply": {
        "exchanges": {
            *("reply", "withdraw_reply", "put_back_reply", "thank", "mine"),
            *("say_why", "still_can", "answer_word"),
            *("cannot", "can_after_all", "say_why_absent", "stand_in", "step_back"),
            *("note_time", "take_time_back"),
        },
    },
    "loans": {
        "libraries": {"mine", "reserve", "cancel", "reserve_again", "renew"},
        "loans": {
            *("begin", "text", "policy", "preview", "restart", "draft_photo", "mine", "edit"),
            *("put_aside", "put_on_shelf", "retire", "put_back", "breaks", "end_break"),
            *("ask", "accept", "decline", "call_off", "withdraw", "put_back_loan", "wait"),
            *("wait_no_more", "under_way", "loan", "hand_over", "check", "check_photo"),
            *("renew_loan", "say_back", "not_back", "take_in", "open_incident", "incident"),
            *("agree", "end_incident", "take_back_incident", "write_word", "answer_word"),
            *("loan_file", "choose", "propose", "put_up_for"),
        },
    },
    "words": {
        "bulletins": {
            *("begin", "text", "preview", "restart", "draft_photo", "mine", "answer", "take_back"),
            *("edit", "close", "withdraw", "renew", "put_back", "put_back_answer"),
        },
    },
    "directory": {
        "directory": {
            *("index", "show", "building", "mine", "leave", "come_back"),
            *("greet", "all_hellos", "hello", "answer", "decline", "go_back", "take_back_hello"),
            *("welcome", "one_welcome", "my_welcome", "stop_welcoming", "welcome_again"),
            *("poster", "poster_file"),
        },
    },
    "groups": {
        "groups": {
            *("index", "show", "begin", "text", "preview", "restart", "edit", "wake", "close"),
            *("enter", "ask", "take_back", "leave", "come_back", "place", "step", "people"),
            *("door", "accept", "decline", "remove", "go_back"),
            *("invite", "make_link", "revoke", "led", "enter_by", "ask_neighbour"),
            *("shared_in_group", "ask_days", "ask_choices", "poll", "answer_poll", "close_poll"),
            *("remove_poll", "put_back_poll", "write_list", "task_list", "print_list", "edit_list"),
            *("take_task", "give_task_back", "task_done", "task_not_done", "remove_list"),
            *("put_back_list", "pin_note", "note", "edit_note", "remove_note", "put_back_note"),
            *("add_file", "file", "file_content", "name_file", "remove_file", "put_back_file"),
        },
    },
    "gatherings": {
        "gatherings": {
            *("begin", "words", "when", "where", "more", "preview", "restart"),
            *("come", "leave", "leave_all", "put_back_coming", "put_all_back", "agree"),
            *("accept", "decline", "bring", "want", "there", "thank"),
            *("edit", "move", "call_off", "cancel", "cancel_date", "cancel_rest"),
            *("put_back", "put_back_date"),
        },
    },
    "invitations": {
        "invitations": {
            *("begin", "details", "preview", "ask", "cancel"),
            *("accept", "decline", "withdraw", "mine"),
            *("edit", "put_back", "put_back_request"),
        },
    },
    "chat": {
        "messaging": {
            *("index", "show", "send", "about"),
            *("members", "photo", "edit", "delete"),
        },
    },
}


def names(table) -> set[str]:
    return {f"{slice_}.{name}" for slice_, views in table.items() for name in views}


@pytest.fixture
def world(app, make):
    return World(app, make)


@pytest.fixture
def acting(world, make, signed_in):
    """A browser in which Inès acts for Karima by a mandate of these scopes."""

    def act(*scopes: str):
        mandate = mandates.give(make, world.karima, world.ines, scopes=scopes or mandates.ALL)
        return mandates.act_by(signed_in(world.ines), mandate)

    return act


def urls(app):
    for rule in app.url_map.iter_rules():
        numbers = {
            name: 1 for name, kind in rule._converters.items() if isinstance(kind, IntegerConverter)
        }
        values = {**dict.fromkeys(rule.arguments, "x"), **numbers}
        values |= {name: WAYS[name] for name in rule.arguments & WAYS.keys()}
        built = rule.build(values, append_unknown=False)
        method = "POST" if "POST" in rule.methods else "GET"
        yield rule.endpoint, method, built[1]
