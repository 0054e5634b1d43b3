"""Addresses of what is no API: machines read it all the same."""

from django.urls import path

from apps.content.feeds import feed
from apps.content.robots import robots
from apps.content.sitemaps import index, page

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", index, name="sitemap"),
    path("sitemap-<slug:section>.xml", page, name="sitemap-page"),
    path("feeds/articles/<slug:kind>/", feed, name="feed"),
    path("feeds/categories/<slug:slug>/<slug:kind>/", feed, name="category-feed"),
]
