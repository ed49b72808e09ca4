"""Published content, owned by no trust."""

from importlib import import_module

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "frameworks"

    def ready(self) -> None:
        import_module("frameworks.words")
