"""A project baked from one release takes over the next and keeps its owner's edits."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cookiecutter.main import cookiecutter

from tests.bake.template import snapshot

SLUG = "{{cookiecutter.project_slug}}"
IDENTITY = {
    f"GIT_{role}_{field}": value
    for role in ("AUTHOR", "COMMITTER")
    for field, value in (("NAME", "Ada"), ("EMAIL", "ada@acme.test"))
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | IDENTITY,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def store(folder: Path, tag: str | None = None) -> None:
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Change")
    if tag:
        git(folder, "tag", tag)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def update(project: Path, template: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/template_update.py", str(template)],
        cwd=project,
        env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """This template as a repository of its own, its present state released."""
    folder = snapshot(tmp_path)
    store(folder, "v2026.11.0")
    return folder


@pytest.fixture
def project(template: Path, tmp_path: Path) -> Path:
    """A project of that release, with its owner's first commit."""
    answers = {"project_name": "Läden & Co", "project_slug": "shop", "use_cachalot": True}
    baked = cookiecutter(
        str(template), no_input=True, output_dir=str(tmp_path / "baked"), extra_context=answers
    )
    store(Path(baked))
    return Path(baked)


def release(template: Path) -> None:
    """The next release: a changed line, a new file and a removed one."""
    replace(template / "cookiecutter.json", "2026.11.0", "2026.12.0")
    replace(template / SLUG / "config" / "gunicorn.py", "timeout = 30", "timeout = 45")
    (template / SLUG / "utils" / "brand_new.py").write_text("NEW = 1\n")
    (template / SLUG / ".editorconfig").unlink()
    store(template, "v2026.12.0")


def test_an_update_keeps_the_owners_edits(template: Path, project: Path) -> None:
    replace(project / "config" / "gunicorn.py", "0.0.0.0:8000", "0.0.0.0:9000")
    (project / "mine.py").write_text("MINE = 1\n")
    store(project)
    secrets = (project / ".env").read_bytes()
    release(template)

    done = update(project, template)

    assert done.returncode == 0, done.stderr
    gunicorn = (project / "config" / "gunicorn.py").read_text()
    assert "timeout = 45" in gunicorn
    assert "0.0.0.0:9000" in gunicorn
    assert (project / "utils" / "brand_new.py").read_text() == "NEW = 1\n"
    assert (project / "mine.py").read_text() == "MINE = 1\n"
    assert not (project / ".editorconfig").exists()
    assert '"template_version": "2026.12.0"' in (project / ".template.json").read_text()
    assert (project / ".env").read_bytes() == secrets
    changed = git(project, "diff", "--cached", "--name-only").splitlines()
    assert changed == [
        ".editorconfig",
        ".template.json",
        "config/gunicorn.py",
        "utils/brand_new.py",
    ]


def test_a_conflict_shows_markers_and_fails(template: Path, project: Path) -> None:
    replace(project / "config" / "gunicorn.py", "timeout = 30", "timeout = 60")
    store(project)
    release(template)

    done = update(project, template)

    assert done.returncode == 1
    gunicorn = (project / "config" / "gunicorn.py").read_text()
    assert "<<<<<<<" in gunicorn
    assert "timeout = 60" in gunicorn
    assert "timeout = 45" in gunicorn
    assert "config/gunicorn.py" in git(project, "diff", "--name-only", "--diff-filter=U")


def test_uncommitted_work_is_never_touched(template: Path, project: Path) -> None:
    replace(project / "manage.py", "Django's command line", "My own words")
    release(template)

    done = update(project, template)

    assert done.returncode == 1
    assert "uncommitted changes" in done.stderr
    assert "My own words" in (project / "manage.py").read_text()
    assert "timeout = 30" in (project / "config" / "gunicorn.py").read_text()
