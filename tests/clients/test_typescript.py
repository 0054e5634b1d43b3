"""A client that an npm generator makes of the schema compiles strictly, and works."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.clients.npm import install, run
from tests.run.processes import answers, free_port, process
from tests.run.variant import Variant

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


@pytest.mark.npm
def test_a_generated_client_compiles_and_logs_in(
    project: Variant, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    environment: Mapping[str, str] = {"DJANGO_SETTINGS_MODULE": "config.settings.development"}
    project.manage("spectacular", "--file", str(tmp_path / "schema.yml"), env=environment)
    project.manage("migrate", "--verbosity", "0", env=environment)
    demo = project.manage("seed_demo", env=environment)
    email, password = re.findall(r"^(?:E-mail|Password): +(\S+)$", demo, re.MULTILINE)
    (tmp_path / "tsconfig.json").write_text(json.dumps(STRICT), encoding="utf-8")
    shutil.copy(Path(__file__).parent / "main.ts", tmp_path)

    install(tmp_path, *PACKAGES)
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
