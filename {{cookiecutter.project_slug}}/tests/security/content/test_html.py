"""What an author writes cannot run in a reader's browser."""

from typing import Any

import pytest

from apps.content import richtext
from apps.content.models import Article
from tests.client import Api
from tests.factories.content import ArticleFactory, an_author

ATTACKS = {
    "a script": "<script>alert(1)</script>",
    "a handler": '<p onclick="alert(1)">x</p>',
    "an image that fails": '<img src="x" onerror="alert(1)">',
    "an address that runs": '<a href="javascript:alert(1)">x</a>',
    "an address that runs, disguised": '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "an address that holds a page": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "a style": '<p style="position:fixed;inset:0">x</p>',
    "a style sheet": "<style>*{display:none}</style>",
    "a frame": '<iframe src="https://evil.test"></iframe>',
    "a form": '<form action="https://evil.test"><input name="password"></form>',
    "a drawing": "<svg onload=alert(1)></svg>",
    "a formula that turns into a script": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "a base": '<base href="https://evil.test/">',
    "a comment that ends early": "<!--><script>alert(1)</script>-->",
}
BAD = (
    "<script",
    "onclick",
    "onerror",
    "onload",
    "javascript:",
    "data:",
    "style",
    "<iframe",
    "<form",
    "<input",
    "<svg",
    "<base",
)


@pytest.mark.parametrize("html", ATTACKS.values(), ids=ATTACKS.keys())
def test_what_could_run_is_not_kept(api: Api, html: str) -> None:
    api.log_in(an_author())

    made = api.post("/api/v1/editorial/articles/", {"title": "x", "body": f"<p>a</p>{html}"})
    changed = api.patch(f"/api/v1/editorial/articles/{made['id']}/", {"body": html})

    kept = Article.objects.get().body
    assert changed["body"] == kept
    assert [word for word in BAD if word in made["body"] + kept] == []


def test_what_the_editor_makes_is_kept() -> None:
    html = (
        "<h2>One</h2><p>Two <strong>three</strong> <em>four</em></p><ul><li><p>five</p></li></ul>"
        "<blockquote><p>six</p></blockquote><pre><code>7 &lt; 8</code></pre><hr>"
        '<p><a href="https://example.test/" title="x">nine</a><br></p>'
        '<img src="/media/ten.webp" alt="Ten">'
    )

    assert richtext.clean(html) == html


def test_titles_are_text(api: Api) -> None:
    article: Any = ArticleFactory.create(published=True, title="<b>x</b>")

    assert api.get(f"/api/v1/articles/{article.slug}/")["title"] == "<b>x</b>"
