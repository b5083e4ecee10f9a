"""What a form carries, hidden, as its page shows it."""

import html
import re
from typing import Any


def carried(page: Any, action: str | None = None) -> dict[str, str]:
    """Return the hidden fields of the form with this action, else of that with a version."""
    forms = re.findall(r"<form\b(.*?)</form>", page.text, re.DOTALL)
    asked = next(form for form in forms if (action or 'name="read"') in form)
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked)
    return {name: html.unescape(value) for name, value in found}


def press(browser: Any, path: str, data: Any = None, *, on: str | None = None, **more: Any) -> Any:
    """Press a button as whoever has just read its page: with all that its form carries.

    `on` is the page where it stands, the same address by default. Whoever is shown no such form
    and tries all the same presses, once for each thing read, what the page of versions offers.
    """
    shown, said = browser.get(on or path), dict(data or {})
    stands = (path if on else 'name="read"') in shown.text
    hidden = carried(shown, path if on else None) if stands else {}
    answer = browser.post(path, data={**hidden, **said}, **more)
    for _read in () if stands else ("the thing", "the same, as it is now"):
        if answer.status_code == 409 and 'class="versions"' in answer.text:
            hidden |= carried(answer, path)
            answer = browser.post(path, data={**hidden, **said}, **more)
    return answer
