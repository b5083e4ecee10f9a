"""A form drawn by whatever page, filled again with what was typed into it before.

Works on the page as it was drawn: so it is the same for every form, and no form need know of it.
Only what is typed or chosen in sight is filled in; never passwords, hidden fields or files.
"""

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin, urlsplit

Fields = Mapping[str, Sequence[str]]

_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_OPENING = re.compile(r"<form\b[^>]*>")
_CONTROL = re.compile(
    r"<input\b[^>]*>|<textarea\b[^>]*>.*?</textarea>|<select\b[^>]*>.*?</select>", re.DOTALL
)
_OPTION = re.compile(r"<option\b[^>]*>")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_UNTOUCHED = {"password", "hidden", "file", "submit", "button", "image", "reset"}
_TICKED = {"checkbox", "radio"}


def refill(page: str, here: str, path: str, fields: Fields, above: str) -> str | None:
    """Return `page` with the form that is sent to `path` filled, under what is said `above` it.

    `here` is the address of the page. None when no such form stands on it.
    """
    for found in _FORM.finditer(page):
        form = found.group()
        if _is_sent_to(form, here, path) and _names(form) & fields.keys():
            return page[: found.start()] + above + _filled(form, fields) + page[found.end() :]
    return None


def _is_sent_to(form: str, here: str, path: str) -> bool:
    opening = _attributes(_tag_of(form))
    target = urlsplit(urljoin(here, opening.get("action", ""))).path
    return opening.get("method", "").lower() == "post" and target == path


def _filled(form: str, fields: Fields) -> str:
    left = {name: list(values) for name, values in fields.items()}

    def fill(found: re.Match[str]) -> str:
        control = found.group()
        if control.startswith("<textarea"):
            return _fill_text(control, left)
        return _fill_list(control, left) if control.startswith("<select") else _fill(control, left)

    opening = _OPENING.match(form)
    end = opening.end() if opening else 0
    return form[: end - 1] + " data-refilled>" + _CONTROL.sub(fill, form[end:])


def _fill(tag: str, left: dict[str, list[str]]) -> str:
    known = _attributes(tag)
    kind, name = known.get("type", "text").lower(), known.get("name", "")
    if kind in _UNTOUCHED or not name:
        return tag
    if kind in _TICKED:
        ticked = known.get("value", "on") in left.get(name, [])
        return _with(tag, "checked", "" if ticked else None)
    return _with(tag, "value", left[name].pop(0)) if left.get(name) else tag


def _fill_text(control: str, left: dict[str, list[str]]) -> str:
    tag = _tag_of(control)
    name = _attributes(tag).get("name", "")
    # A browser forgets the first line end of what it is given.
    return f"{tag}\n{html.escape(left[name].pop(0))}</textarea>" if left.get(name) else control


def _fill_list(control: str, left: dict[str, list[str]]) -> str:
    chosen = left.get(_attributes(_tag_of(control)).get("name", ""))
    if not chosen:
        return control

    def choose(found: re.Match[str]) -> str:
        option = found.group()
        mark = "" if _attributes(option).get("value") in chosen else None
        return _with(option, "selected", mark)

    return _OPTION.sub(choose, control)


def _names(form: str) -> set[str]:
    return {_attributes(found.group()).get("name", "") for found in _CONTROL.finditer(form)}


def _tag_of(control: str) -> str:
    return control[: control.index(">") + 1]


def _attributes(tag: str) -> dict[str, str]:
    inside = re.split(r"\s", _tag_of(tag)[:-1], maxsplit=1)[1:]
    found = _ATTRIBUTE.findall(inside[0]) if inside else []
    return {name.lower(): html.unescape(two or one or bare) for name, two, one, bare in found}


def _with(tag: str, name: str, value: str | None) -> str:
    """Return `tag` with another value of one attribute; without it when there is none."""
    bare = re.sub(rf"""\s{name}(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?(?=[\s>/])""", "", tag)
    if value is None:
        return bare
    end = -2 if bare.endswith("/>") else -1
    return f'{bare[:end]} {name}="{html.escape(value)}"{bare[end:]}'
