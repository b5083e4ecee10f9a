"""One page to look at, and how one comes there."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

FIRST = "main .rows a"
CARD = "main article h3 a"
SOON = "{soon}"


@dataclass(frozen=True, slots=True)
class Send:
    """Send a form of the page on screen, its token included: `fields` to `path`, or to itself."""

    fields: dict[str, str] = field(default_factory=dict)
    path: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One page to look at: where it is, who looks, and what to follow or send from there.

    Words in braces stand for what `stage.place` found; a step that is a string is a link to follow.
    """

    name: str
    path: str
    account: str | None = "karima"
    steps: tuple[str | Send, ...] = ()
    locale: str = "fr-FR"


@dataclass(frozen=True, slots=True)
class Again(Screen):
    """A page that another scene shows as well: to look at, the suite leaves it out."""


def sent(**fields: str) -> Send:
    return Send(fields)


_SEND = """([path, fields]) => {
  const form = document.createElement("form");
  const token = document.querySelector("main [name=csrf_token], [name=csrf_token]");
  form.method = "post";
  form.action = path || location.href;
  for (const [name, value] of Object.entries({csrf_token: token?.value ?? "", ...fields})) {
    const input = document.createElement("input");
    Object.assign(input, {type: "hidden", name, value});
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


def show(page: Page, screen: Screen, staged: dict[str, str]) -> str:
    """Open the page of a screen; return what is missing on the way, "" when one is there."""
    page.goto(screen.path.format(**staged))
    for step in screen.steps:
        if isinstance(step, Send):
            _send(page, step, staged)
            continue
        links = page.locator(step)
        if not links.count():
            return f"{screen.name}: nothing like {step} to follow"
        page.goto(links.first.get_attribute("href") or "/")
    return ""


def _send(page: Page, step: Send, staged: dict[str, str]) -> None:
    fields = {name: value.format(**staged) for name, value in step.fields.items()}
    with page.expect_navigation():
        page.evaluate(_SEND, [step.path.format(**staged), fields])
