"""What a browser would make of a text: its tags, and the words between them."""

from html.parser import HTMLParser


class Witness(HTMLParser):
    """Notes every tag with its attributes, and every piece of text."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def witness_of(html) -> Witness:
    """Read a text to its end."""
    witness = Witness()
    witness.feed(str(html))
    witness.close()
    return witness
