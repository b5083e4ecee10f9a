"""Translations in Python whose placeholders are filled as French asks: see `elision`."""

from functools import cached_property
from typing import Any

from flask_babel import Babel, Domain

from neighbourhood.foundation.words.elision import fill


class Speaking(Babel):
    """The languages of the site."""

    @cached_property
    def domain_instance(self) -> Domain:
        """Return where `gettext` and its like find what they say."""
        return _Spoken(domain=self.domain)


class _Spoken(Domain):
    def gettext(self, string: str, **variables: Any) -> str:
        said = self.get_translations().ugettext(string)
        return fill(said, variables) if variables else str(said)

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        said = self.get_translations().ungettext(singular, plural, num)
        return fill(said, {"num": num, **variables})
