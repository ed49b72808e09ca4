"""Messages after a form was posted."""

from django.contrib import messages
from django.contrib.messages.storage.session import SessionStorage


class SavedStorage(SessionStorage):
    """A message that all went well names the address posted to: a browser then keeps no longer what was typed there."""

    def add(self, level: int, message: str, extra_tags: str | None = "") -> None:
        """Queue it, with the address as its tag, unless it has one or says that something went wrong."""
        if self.request.method == "POST" and level < messages.WARNING:
            extra_tags = extra_tags or self.request.get_full_path()
        super().add(level, message, extra_tags)
