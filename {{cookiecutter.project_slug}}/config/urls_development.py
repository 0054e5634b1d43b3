"""The project's addresses, and the debug toolbar's."""

from debug_toolbar.toolbar import debug_toolbar_urls

from config.urls import *

urlpatterns += debug_toolbar_urls()
