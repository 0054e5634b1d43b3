"""Addresses of neighbouring pages."""

from urllib.parse import urlencode

from django.utils.encoding import iri_to_uri
from rest_framework.request import Request


def link(request: Request, **changes: str | int | None) -> str:
    """This request's address with other parameters; ``None`` leaves one out."""
    query = {name: values for name, values in request.query_params.lists() if name not in changes}
    query |= {name: [str(value)] for name, value in changes.items() if value is not None}
    # As build_absolute_uri() would, which parses first what has been parsed already.
    address = f"{request.scheme}://{request.get_host()}{iri_to_uri(request.path)}"
    return f"{address}?{urlencode(sorted(query.items()), doseq=True)}" if query else address


def bounded(text: str | None, default: int, most: int) -> int:
    """A number that the client may choose: what is none, or below 1, counts as not given."""
    try:
        number = int(text or default)
    except ValueError:
        return default
    return min(number, most) if number > 0 else default
