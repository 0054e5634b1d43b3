"""What Django answers when no view did: JSON to programs, a plain page to people."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

from apps.core.errors.formatter import request_id


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return error(HTTPStatus.BAD_REQUEST, "parse_error", "The request could not be read.")
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        detail = "You do not have permission to perform this action."
        return error(HTTPStatus.FORBIDDEN, "permission_denied", detail)
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return error(HTTPStatus.NOT_FOUND, "not_found", "Not found.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return error(HTTPStatus.INTERNAL_SERVER_ERROR, "error", "Server Error (500)")
    return defaults.server_error(request)


def wants_json(request: HttpRequest) -> bool:
    if request.path.startswith("/api/"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def error(status: HTTPStatus, code: str, detail: str) -> JsonResponse:
    return JsonResponse(
        {
            "type": "server_error"
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR
            else "client_error",
            "errors": [{"code": code, "detail": detail, "attr": None}],
            "request_id": request_id(),
        },
        status=status,
    )
