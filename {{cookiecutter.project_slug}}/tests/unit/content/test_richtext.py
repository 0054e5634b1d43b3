import pytest

from apps.content import richtext


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One.</p><p>Two &amp; three.</p>", "One.\nTwo & three."),
        ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "One\nTwo"),
        ("a<br>b", "a\nb"),
    ],
)
def test_a_line_for_each_block(html: str, text: str) -> None:
    assert richtext.plain(html) == text


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (200, 1), (201, 2)])
def test_minutes_are_rounded_up(words: int, minutes: int) -> None:
    assert richtext.minutes_to_read(f"<p>{'word ' * words}</p>") == minutes
