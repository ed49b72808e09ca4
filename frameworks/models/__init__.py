"""Published content: frameworks, their editions, domains, statements, levels and pillars. Owned by no trust."""

from frameworks.models.framework import Domain, Framework, FrameworkVersion, Level, Pillar, Statement

__all__ = ["Domain", "Framework", "FrameworkVersion", "Level", "Pillar", "Statement"]
