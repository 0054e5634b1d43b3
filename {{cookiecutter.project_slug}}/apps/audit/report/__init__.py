"""What was found, in the form that its reader wants."""

from collections.abc import Callable, Mapping
from typing import Final

from apps.audit.report.machines import as_json, as_junit
from apps.audit.report.markdown import as_markdown
from apps.audit.report.text import as_text
from apps.audit.running import Report

FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "junit": as_junit,
}

__all__ = ["FORMATS"]
