"""Production's settings as they are; only static files are collected into the folder of the run."""

import os

from wellschool.settings.production import *  # noqa: F403

STATIC_ROOT = os.environ["BENCH_STATIC"]
