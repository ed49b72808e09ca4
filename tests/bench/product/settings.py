"""Production's settings as they are; only static files are collected into the folder of the run.

Two of the servers forget: one has no room to remember what it drew, one knows nothing of what it worked out before.
"""

import os

from wellschool.settings.production import *  # noqa: F403

STATIC_ROOT = os.environ["BENCH_STATIC"]
if "BENCH_REMEMBERED" in os.environ:
    REMEMBERED = int(os.environ["BENCH_REMEMBERED"])
if "BENCH_FORGETS" in os.environ:
    MIDDLEWARE = ["tests.bench.product.forgetting.ForgettingMiddleware", *MIDDLEWARE]  # noqa: F405
