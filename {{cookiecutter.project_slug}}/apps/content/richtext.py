"""HTML of strangers, made into HTML that we may show. One list for the editor and for what is kept."""

import re
from html import unescape
from typing import Any, Final

import nh3
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

# What the editor of the admin offers. Whatever else somebody sends is taken out.
EXTENSIONS: Final[dict[str, Any]] = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Code": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "CodeBlock": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Image": True,
    "History": True,
    "HTML": True,
}
WORDS_A_MINUTE: Final = 200
BLOCKS: Final = re.compile(r"</(?:p|h\d|li|td|th|blockquote|pre|figcaption)>|<br>|<hr>")


_cleaner: Final = nh3.Cleaner(**allowlist_from_extensions(expand_extensions(EXTENSIONS)))
_stripper: Final = nh3.Cleaner(tags=set())


def clean(html: str) -> str:
    """Without scripts, styles, event handlers, frames, and addresses of other schemes."""
    return _cleaner.clean(html)


def plain(html: str) -> str:
    """Its text alone, a line for each block."""
    text = unescape(_stripper.clean(BLOCKS.sub(r"\n\g<0>", html)))
    return "\n".join(line for line in map(str.strip, text.splitlines()) if line)


def by_blocks(html: str) -> str:
    """The same HTML, a line for each block, so that two can be compared line by line."""
    return BLOCKS.sub(r"\g<0>\n", html)


def minutes_to_read(html: str) -> int:
    words = len(plain(html).split())
    return -(-words // WORDS_A_MINUTE)
