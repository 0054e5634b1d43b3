"""Changes to a baked project that are taken back."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple


class Edit(NamedTuple):
    """Without an old text the file is a new one; without a new text it is deleted."""

    file: str
    old: str | None
    new: str | None = ""


@contextmanager
def edited(project: Path, *edits: Edit) -> Iterator[None]:
    with ExitStack() as stack:
        for edit in edits:
            stack.enter_context(_edited(project / edit.file, edit))
        yield


@contextmanager
def _edited(file: Path, edit: Edit) -> Iterator[None]:
    whole, at = None, None
    folders = [folder for folder in file.parents if not folder.exists()]
    if edit.old is None:
        assert not file.exists(), f"{edit.file} should not be there"
        file.parent.mkdir(parents=True, exist_ok=True)
    else:
        whole, at = file.read_text(encoding="utf-8"), file.stat()
        assert whole.count(edit.old) == 1, f"{edit.file} should hold once: {edit.old}"
    try:
        if edit.new is None:
            file.unlink()
        else:
            text = edit.new if whole is None else whole.replace(edit.old or "", edit.new)
            file.write_text(text, encoding="utf-8")
        yield
    finally:
        if whole is None or at is None:
            file.unlink()
            for folder in folders:
                folder.rmdir()
        else:
            file.write_text(whole, encoding="utf-8")
            # Its compiled bytes are good again.
            os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))
