"""What every page knows."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.sign_in.device_key import device_key_of
from accounts.sign_in.signed_out import words_for


@dataclass(frozen=True)
class Operator:
    """Whoever runs the service, the processor of what trusts keep here."""

    name: str
    contact: str

    @property
    def words(self) -> str:
        return f"{self.name} is the processor: it acts on your trust’s instructions. Write to {self.contact}."


def product(request: HttpRequest) -> dict[str, object]:
    """Whether this is the demo, and who runs it; when asked, the key to what is not saved yet and what to say first."""
    return {
        "is_demo": settings.DEMO,
        "operator": Operator(settings.OPERATOR_NAME, settings.OPERATOR_CONTACT),
        "device_key": SimpleLazyObject(lambda: device_key_of(request)),
        "said_first": SimpleLazyObject(lambda: words_for(request)),
    }
