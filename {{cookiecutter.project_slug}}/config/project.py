"""What this project is called. The admin, the API's description and every e-mail take it from here."""

from typing import Final

PROJECT: Final = {
    "name": "{{ cookiecutter.__project_name }}",
    "description": "{{ cookiecutter.__description }}",
    "domain": "{{ cookiecutter.domain_name }}",
}
