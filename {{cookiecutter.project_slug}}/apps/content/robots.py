"""What search engines leave alone, and where the sitemap is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

API = "/api/"


def robots(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        raise Http404
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {API}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
