"""Somebody who says why they look at what is private of a person."""


class Saying:
    """A browser that says why when it is asked, and goes on."""

    def __init__(self, browser):
        self.browser = browser

    def get(self, path):
        return self._asked(lambda: self.browser.get(path))

    def post(self, path, **sent):
        return self._asked(lambda: self.browser.post(path, **sent))

    def _asked(self, press):
        answer = press()
        if not (answer.location or "").startswith("/raison/"):
            return answer
        assert self.browser.post(answer.location, data={"ready": "0"}).status_code == 303
        return press()
