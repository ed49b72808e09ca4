"""What a trust's address in a URL may look like; it goes into the signed context, so nothing else passes."""


class TrustSlug:
    """Lower-case letters, digits and hyphens."""

    regex = "[a-z0-9-]{1,80}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
