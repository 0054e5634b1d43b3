from django.urls import path

from apps.features.views import FeaturesView

urlpatterns = [path("features/", FeaturesView.as_view(), name="features")]
