"""Which browser on which machine, read from what a browser says of itself."""

from typing import NamedTuple

from flask_babel import gettext


class Agent(NamedTuple):
    """The words for a browser and its system; None where it did not say, or lied too well."""

    browser: str | None
    system: str | None

    @property
    def said(self) -> str:
        """Both in words, as far as they are known."""
        if self.browser and self.system:
            known = {"browser": self.browser, "system": self.system}
            return str(gettext("%(browser)s sur %(system)s", **known))
        return self.browser or self.system or str(gettext("Un navigateur inconnu"))


# The first that matches: everyone claims to be Safari, and half of them to be Chrome.
_BROWSERS = (
    ("EdgiOS/", "Edge"),
    ("EdgA/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def read(said: str) -> Agent:
    """Say in words who `said` is."""
    return Agent(_first(_BROWSERS, said), _first(_SYSTEMS, said))


def _first(known: tuple[tuple[str, str], ...], said: str) -> str | None:
    return next((name for mark, name in known if mark in said), None)
