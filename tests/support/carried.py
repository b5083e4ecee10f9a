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
