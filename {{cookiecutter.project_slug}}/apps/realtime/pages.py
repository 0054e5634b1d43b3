"""Pages for development."""

from django.urls import path

from apps.realtime.views import DemoView

urlpatterns = [
    path("", DemoView.as_view(), name="realtime-demo"),
]
