"""Published content, owned by no trust."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "frameworks"
