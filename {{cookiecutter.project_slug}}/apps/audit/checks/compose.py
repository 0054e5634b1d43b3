from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from apps.audit.checks import Finding, NotApplicable, Project, check
from apps.audit.dockerfile import is_pinned, stages

GUIDE: Final = "Deployment & Infrastructure, Docker Configuration"
PAGE: Final = "docs/deployment.md"
LOOPBACK: Final = ("127.", "localhost:", "[::1]:", "${")
SERVERS: Final = ("gunicorn", "uvicorn", "daphne", "runserver")
SOCKET: Final = "docker.sock"


def services(project: Project) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The file, the name and the service of every compose file."""
    files = [path.name for path in project.files("compose*.y*ml", "docker-compose*.y*ml")]
    if not files:
        raise NotApplicable("There is no compose file.")
    for file in files:
        content = project.yaml(file) or {}
        for name, service in (content.get("services") or {}).items():
            yield file, name, service or {}


def about(file: str, name: str, problem: str) -> Finding:
    return Finding(f"{file}: {name}", problem, file)


@check(
    "D020",
    "What another service waits for says when it is ready",
    guide=f"{GUIDE}: health checks configured",
    hint="Give it a `healthcheck`, and let the other one wait for `service_healthy`.",
    page=PAGE,
)
def health(project: Project) -> Iterator[Finding]:
    found = list(services(project))
    checked = {
        (file, name)
        for file, name, each in found
        if "test" in (each.get("healthcheck") or {}) or ("build" in each and image_says(project))
    }
    for file, name, each in found:
        needs = each.get("depends_on") or {}
        for needed in needs:
            condition = needs[needed].get("condition") if isinstance(needs, dict) else ""
            if condition == "service_completed_successfully":
                continue
            if (file, needed) not in checked:
                yield about(file, needed, f"has no health check, and {name} waits for it")
            elif condition != "service_healthy":
                yield about(file, name, f"does not wait until {needed} is healthy")


def image_says(project: Project) -> bool:
    path: Path = project.root / "Dockerfile"
    found = stages(path.read_text(encoding="utf-8")) if path.exists() else []
    return bool(found) and any(each.name == "HEALTHCHECK" for each in found[-1])


@check(
    "D021",
    "No container rules its host",
    guide=f"{GUIDE}: security scanning enabled",
    hint="Take `privileged`, the host's network and the socket of Docker away.",
    page=PAGE,
)
def privileges(project: Project) -> Iterator[Finding]:
    for file, name, each in services(project):
        if each.get("privileged"):
            yield about(file, name, "is privileged")
        if "host" in {each.get("network_mode"), each.get("pid"), each.get("ipc")}:
            yield about(file, name, "shares the host's network or processes")
        if any(SOCKET in str(volume) for volume in each.get("volumes") or ()):
            yield about(file, name, "holds the socket of Docker")


@check(
    "D022",
    "Ports are open to this machine alone",
    guide=f"{GUIDE}: Dockerfile optimized for production",
    hint="Write `127.0.0.1:8000:8000`: without an address Docker opens it to the network.",
    page=PAGE,
)
def ports(project: Project) -> Iterator[Finding]:
    for file, name, each in services(project):
        for port in each.get("ports") or ():
            address = port.get("host_ip", "") if isinstance(port, dict) else str(port)
            if not address.startswith(LOOPBACK):
                yield about(file, name, f"opens {port} to everybody")


@check(
    "D023",
    "Services have a version",
    guide=f"{GUIDE}: security scanning enabled",
    hint="Name a tag other than `latest`.",
    page=PAGE,
)
def versions(project: Project) -> Iterator[Finding]:
    for file, name, each in services(project):
        image = str(each.get("image", ""))
        if image and "build" not in each and not is_pinned(image):
            yield about(file, name, f"may be another {image} tomorrow")


@check(
    "D024",
    "A process that is no server says in its own way how it is",
    guide=f"{GUIDE}: health checks configured",
    hint="Give it a `healthcheck` of its own: that of the image asks a server.",
    page=PAGE,
)
def processes(project: Project) -> Iterator[Finding]:
    for file, name, each in services(project):
        own = each.get("healthcheck") or {}
        if "build" in each and not serves(each) and not (own.get("test") or own.get("disable")):
            yield about(file, name, "is asked as a server is")


def serves(service: dict[str, Any]) -> bool:
    """As the image does where nothing else is said."""
    command = service.get("command")
    return command is None or any(server in str(command) for server in SERVERS)
