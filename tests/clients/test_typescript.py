"""A client that an npm generator makes of the schema compiles strictly, and works."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.bake.combinations import Answers
from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.run.processes import answers, free_port, process
from tests.run.variant import Variant, install

PACKAGES = ("typescript@5.9.3", "@hey-api/openapi-ts@0.99.0", "@types/node@20.19.0")
STRICT = {
    "compilerOptions": {
        "strict": True,
        "target": "es2022",
        "module": "commonjs",
        "moduleResolution": "node10",
        "types": ["node"],
        "outDir": "built",
    },
    "include": ["client", "main.ts"],
}
# All that can be chosen, so that every address is in the client.
EVERYTHING: Answers = dict.fromkeys(
    ("use_cachalot", "use_object_permissions", "use_oauth2_provider", "use_social_login"), True
)


@pytest.fixture(scope="module")
def project(baker: Baker) -> Variant:
    folder = CACHE / "clients"
    shutil.rmtree(folder / "project", ignore_errors=True)
    baked = baker.bake(EVERYTHING, folder / "project")
    install(folder / "venv", baked, "requirements/development.txt")
    return Variant(EVERYTHING, folder, baked, baked.name)


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.npm
def test_a_generated_client_compiles_and_logs_in(
    project: Variant, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    environment: Mapping[str, str] = {"DJANGO_SETTINGS_MODULE": "config.settings.development"}
    project.manage("spectacular", "--file", str(tmp_path / "schema.yml"), env=environment)
    project.manage("migrate", "--verbosity", "0", env=environment)
    demo = project.manage("seed_demo", env=environment)
    email, password = re.findall(r"^(?:E-mail|Password): +(\S+)$", demo, re.MULTILINE)
    (tmp_path / "package.json").write_text('{"private": true}', encoding="utf-8")
    (tmp_path / "tsconfig.json").write_text(json.dumps(STRICT), encoding="utf-8")
    shutil.copy(Path(__file__).parent / "main.ts", tmp_path)

    quiet = ("--no-audit", "--no-fund", "--no-package-lock")
    run(tmp_path, "npm", "install", "--silent", *quiet, *PACKAGES)
    generator = ("openapi-ts", "--input", "schema.yml", "--output", "client")
    run(tmp_path, "npx", "--no-install", *generator, "--client", "@hey-api/client-fetch")
    run(tmp_path, "npx", "--no-install", "tsc", "--project", ".")

    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = ("uvicorn", "config.asgi:application", "--port", str(port))
    ready = answers(f"{address}/health/ready/")
    with process(project, *server, env=dict(environment), ready=ready, venv="venv"):
        said = run(tmp_path, "node", "built/main.js", address, email, password)

    assert said == "done\n"
    record_property("generated clients used", 1)
