"""The project's addresses, and the faulty ones."""

from django.urls import path

from config import urls as project
from tests.contracts.faulty import views

BELOW = "api/v1/organizations/<uuid:organization_id>/teams/<uuid:team_id>/notes/"

urlpatterns = [
    path("api/v1/open/", views.OpenNoteViewSet.as_view({"get": "list"})),
    path("api/v1/curious/", views.CuriousViewSet.as_view({"get": "list"})),
    path("api/v1/endless/", views.EndlessView.as_view()),
    path("api/v1/secret/", views.SecretView.as_view()),
    path("api/v1/odd/", views.OddView.as_view()),
    path("api/v1/hasty/", views.HastyView.as_view()),
    path(BELOW, views.BlindView.as_view()),
    *project.urlpatterns,
]
