from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Installed by the demo's settings alone."""

    name = "wellschool.demo"
    label = "wellschool_demo"
