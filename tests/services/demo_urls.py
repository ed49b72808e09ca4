"""All addresses, with the demo's own: as in the demo, without its services."""

from django.urls import include, path

from wellschool.urls import *  # noqa: F403
from wellschool.urls import urlpatterns as product

urlpatterns = [*product, path("demo/", include("wellschool.demo.urls"))]
