from django.urls import path

from apps.core.health import views

urlpatterns = [
    path("live/", views.live, name="health-live"),
    path("ready/", views.ready, name="health-ready"),
    path("outside/", views.outside, name="health-outside"),
]
