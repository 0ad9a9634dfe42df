"""Texts on their way to the paper: escaped, typeset the French way, in letters that print."""

import re
from html import escape as _escape_html
from html import unescape
from typing import Any

from trainingdesk.french import typeset
from trainingdesk.paper.fonts import printable

_TAG = re.compile(r"(<[^>]*>)")


class Markup(str):
    """Text in which `<b>`, `<i>`, `<sup>`, `<br/>` and `<a href="…">` mean something.

    What is put into it with `format` or `+` is escaped, unless it is markup itself.

    >>> Markup("Entre <b>{}</b> et").format("Durand & Fils")
    'Entre <b>Durand &amp; Fils</b> et'
    """

    __slots__ = ()

    def format(self, *args: Any, **kwargs: Any) -> "Markup":  # noqa: ANN401
        """Fill in the fields, escaped."""
        return Markup(
            super().format(
                *(escape(str_of(value)) for value in args),
                **{name: escape(str_of(value)) for name, value in kwargs.items()},
            )
        )

    def __add__(self, other: str) -> "Markup":
        """Add *other*, escaped."""
        return Markup(str.__add__(self, escape(other)))

    def __radd__(self, other: str) -> "Markup":
        """Add to *other*, escaped."""
        return Markup(str.__add__(escape(other), self))


def str_of(value: object) -> str:
    """Return *value* as text; markup stays markup."""
    return value if isinstance(value, str) else str(value)


def escape(text: str) -> Markup:
    """Return *text* as markup that prints as it stands.

    >>> escape("L'atelier <1> & Cie")
    "L'atelier &lt;1&gt; &amp; Cie"
    """
    return text if isinstance(text, Markup) else Markup(_escape_html(text, quote=False))


def bold(text: str) -> Markup:
    """Return *text* in bold."""
    return Markup(f"<b>{escape(text)}</b>")


def italic(text: str) -> Markup:
    """Return *text* in italics."""
    return Markup(f"<i>{escape(text)}</i>")


def hyperlink(label: str, url: str) -> Markup:
    """Return *label* as a link to *url*."""
    return Markup(f'<a href="{_escape_html(url, quote=True)}">{escape(label)}</a>')


def lines(*texts: str) -> Markup:
    """Return *texts*, each on its own line."""
    return Markup("<br/>".join(escape(text) for text in texts))


def ready(text: str) -> str:
    """Return plain text as the paper prints it."""
    return printable(typeset(text))


def plain(text: str) -> str:
    """Return *text* as the paper prints it, without its markup."""
    if not isinstance(text, Markup):
        return ready(text)
    return ready(unescape(_TAG.sub("", text.replace("<br/>", "\n"))))


def ready_markup(text: str) -> str:
    """Return *text* as reportlab's markup, typeset, in letters that print."""
    if not isinstance(text, Markup):
        return _escape_html(ready(text), quote=False).replace("\n", "<br/>")
    pieces = _TAG.split(text)
    # A tag holds addresses, in which nothing is typeset.
    pieces[::2] = [ready(piece) for piece in pieces[::2]]
    return "".join(pieces)
