"""Texts on their way to the paper."""

import pytest

from trainingdesk.paper.lettering import (
    Markup,
    bold,
    escape,
    hyperlink,
    italic,
    lines,
    plain,
    ready_markup,
)


@pytest.mark.parametrize(
    ("given", "made"),
    [
        pytest.param("L'accueil & <suite>", "L'accueil &amp; &lt;suite&gt;", id="plain text"),
        pytest.param("un\ndeux", "un<br/>deux", id="line end"),
        pytest.param("Prix : 40 €", "Prix\u00a0: 40\u00a0€", id="typeset"),
        pytest.param(bold("a & b"), "<b>a &amp; b</b>", id="bold"),
        pytest.param(italic("oui !"), "<i>oui\u00a0!</i>", id="typeset inside markup"),
        pytest.param(
            hyperlink("ici ?", 'https://x.example/a b?c="d"&e=1 :'),
            '<a href="https://x.example/a b?c=&quot;d&quot;&amp;e=1 :">ici\u00a0?</a>',
            id="an address is left alone",
        ),
        pytest.param(lines("a & b", bold("c")), "a &amp; b<br/><b>c</b>", id="lines"),
        pytest.param("a < b" + Markup("<b>c</b>"), "a &lt; b<b>c</b>", id="text before markup"),
        pytest.param(Markup("<b>c</b>") + " > d", "<b>c</b> &gt; d", id="text after markup"),
        pytest.param(
            Markup("<b>{0}</b> {name} {n}").format("x&y", name=bold("z"), n=3),
            "<b>x&amp;y</b> <b>z</b> 3",
            id="format escapes what is no markup",
        ),
    ],
)
def test_a_text_becomes_what_reportlab_reads(given, made):
    assert ready_markup(given) == made


def test_markup_is_escaped_once():
    assert escape(escape("a & b")) == "a &amp; b"


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        pytest.param("a <b> & c :", "a <b> & c\u00a0:", id="plain text"),
        pytest.param(bold("a <b> & c") + " !", "a <b> & c\u00a0!", id="markup"),
        pytest.param(lines("un", "deux"), "un\ndeux", id="lines"),
    ],
)
def test_a_text_is_read_without_its_markup(given, printed):
    assert plain(given) == printed
