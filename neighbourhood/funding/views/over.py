"""What a link that was shared shows once what it led to is over."""

from flask import render_template
from flask.typing import ResponseReturnValue

from neighbourhood.funding.kinds import Past

OK, GONE = 200, 410


def over(past: Past) -> ResponseReturnValue:
    """Say that it is funded, or was taken back, and where others wait; never what it was."""
    page = render_template("neighbourhood/funding/over.html", past=past)
    return page, OK if past.is_met else GONE
