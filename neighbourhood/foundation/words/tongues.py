"""Languages that people of a quartier speak, named in that of the reader."""

from babel import Locale
from flask_babel import get_locale, gettext

# Those most spoken in towns of France, besides French.
TONGUES = "ar de en es fa it ku ln pl ps pt ro ru so ta tr uk vi wo zh kab".split()  # noqa: SIM905


def tongue(code: str) -> str:
    """Name a language in that of the reader."""
    if code == "kab":
        return str(gettext("kabyle"))
    locale = get_locale() or Locale("fr")
    return str(locale.languages.get(code, code))
