import shutil

import pytest

from tests.bake.combinations import Answers
from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.run.variant import Variant, install

# All that can be chosen, so that every address is in the client.
EVERYTHING: Answers = dict.fromkeys(
    ("use_cachalot", "use_object_permissions", "use_oauth2_provider", "use_social_login"), True
)


@pytest.fixture(scope="session")
def project(baker: Baker, worker_id: str) -> Variant:
    folder = CACHE / "clients" / worker_id
    shutil.rmtree(folder / "project", ignore_errors=True)
    baked = baker.bake(EVERYTHING, folder / "project")
    install(folder / "venv", baked, "requirements/development.txt")
    return Variant(EVERYTHING, folder, baked, baked.name)
