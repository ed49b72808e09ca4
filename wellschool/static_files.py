"""Static files as WhiteNoise keeps them; where one lies is looked up once in a process."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Addresses change with the files, and files with a release."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.url = lru_cache(maxsize=512)(super().url)
