from typing import Any

from apps.core.schema import number_items


def component(attr: str) -> dict[str, Any]:
    return {"properties": {"attr": {"enum": [attr], "type": "string", "description": attr}}}


def test_an_error_in_a_list_names_its_place() -> None:
    told = {"propertyName": "attr", "mapping": {"tags.INDEX": "#/Tag", "title": "#/Title"}}
    schemas = {
        "Tag": component("tags.INDEX"),
        "Title": component("title"),
        "Errors": {"oneOf": [{"$ref": "#/Tag"}], "discriminator": told},
        "Others": {"oneOf": [], "discriminator": {"mapping": {"title": "#/Title"}}},
    }

    number_items({"components": {"schemas": schemas}})

    assert schemas["Tag"]["properties"]["attr"] == {"type": "string", "pattern": r"^tags\.\d+$"}
    assert schemas["Title"] == component("title")
    assert schemas["Errors"] == {"oneOf": [{"$ref": "#/Tag"}]}
    assert "discriminator" in schemas["Others"]
