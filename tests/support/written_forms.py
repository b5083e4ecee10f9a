"""Every form with a text field that the demonstration town shows, and how one writes in it."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tests.support.markup import Markup
from tests.support.town import Visit

# What a person types into; an input that says nothing is one of text.
TYPED = {"text", "search", "email", "tel", "url", "number", ""}
# The number of an account, or the key of a card, is kept nowhere but where it belongs.
NEVER_KEPT = {"iban", "scan"}
SECRET = {"one-time-code", "current-password", "new-password"}


@dataclass(frozen=True)
class Written:
    """One form of one page, as one account is shown it."""

    visit: Visit
    path: str
    texts: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]

    def filled(self, words: str) -> dict[str, str]:
        """Return what is sent by somebody who wrote `words` in each text field."""
        return dict(self.fields) | dict.fromkeys(self.texts, words)

    def __str__(self) -> str:
        return f"{self.path} on {self.visit}"


def forms_of(visit: Visit) -> list[Written]:
    """Return the forms of a page that a person writes in."""
    found: list[Written] = []
    opening: dict[str, str] | None = None
    inside: list[tuple[str, dict[str, str]]] = []
    for tag, attrs in [*visit.markup.tags, ("form", {})]:
        if tag == "form":
            if opening and opening.get("method", "").lower() == "post":
                found.append(_written(visit, opening, inside))
            opening, inside = attrs, []
        elif "name" in attrs:
            inside.append((tag, attrs))
    return [form for form in found if form.texts]


def _written(visit: Visit, opening, inside) -> Written:
    texts = [attrs["name"] for tag, attrs in inside if is_text(tag, attrs)]
    fields = [
        (attrs["name"], attrs.get("value", ""))
        for tag, attrs in inside
        if tag in {"input", "select"}
        and (attrs.get("type") not in {"radio", "checkbox"} or "checked" in attrs)
    ]
    path = urlsplit(urljoin(visit.at or visit.path, opening.get("action", ""))).path
    return Written(visit, path, tuple(texts), tuple(fields))


def is_text(tag: str, attrs: dict[str, str]) -> bool:
    """Tell whether people write words there, and no secret."""
    if tag == "textarea":
        return "readonly" not in attrs
    typed = tag == "input" and attrs.get("type", "") in TYPED and attrs["name"] not in NEVER_KEPT
    return (
        typed and attrs.get("autocomplete") not in SECRET and "code" not in attrs.get("class", "")
    )


def each_once(visits: list[Visit]) -> list[Written]:
    """Return one form of each kind: the same page sent to the same place counts once."""
    kinds: dict[tuple[str, str], Written] = {}
    for visit in visits:
        if visit.mimetype == "text/html" and visit.status == 200:
            for form in forms_of(visit):
                shape = "/".join(part for part in form.path.split("/") if not part.isdigit())
                kinds.setdefault((visit.endpoint, shape), form)
    return list(kinds.values())


def stands_filled(html: str, form: Written, words: str) -> bool:
    """Tell whether the form stands on a page with `words` in every text field."""
    seen = form.visit
    page = Visit(None, seen.path, seen.endpoint, 200, "text/html", {}, html, seen.at)
    return any(
        again.path == form.path and Markup(html) and again.texts == form.texts
        for again in forms_of(page)
    ) and html.count(words) >= len(form.texts)
