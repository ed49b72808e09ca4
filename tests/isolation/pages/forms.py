"""The forms of a page as a browser finds them, and which of them `draft.js` keeps."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

WORDS = {"text", "email", "url", "search", "tel", ""}


@dataclass
class Form:
    """A form with its own attributes and those of its fields."""

    attrs: dict[str, str | None]
    fields: list[dict[str, str | None]] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        """Whether something can be typed into it."""
        return any(f["tag"] == "textarea" or (f["tag"] == "input" and f.get("type", "") in WORDS) for f in self.fields)

    @property
    def is_posted(self) -> bool:
        return self.attrs.get("method") == "post"

    @property
    def is_search(self) -> bool:
        """Whether what is typed stands in the address of the answer."""
        return self.attrs.get("method") == "get" and not any(f["tag"] == "textarea" for f in self.fields)

    @property
    def is_secret(self) -> bool:
        """Whether a password or a code is typed into it."""
        return any(f.get("type") == "password" or f.get("autocomplete") == "one-time-code" for f in self.fields)

    @property
    def is_kept(self) -> bool:
        """As `draft.js` decides it; `rating.js` keeps its own."""
        if "data-rating" in self.attrs:
            return True
        return self.is_posted and not self.is_secret and self.attrs.get("data-draft", "by its address") != ""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.loose = Form({})  # fields outside of forms

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self.forms.append(Form(dict(attrs)))
            self.open = True
        elif tag in ("input", "textarea", "select"):
            into = self.forms[-1] if self.forms and self.open else self.loose
            into.fields.append({"tag": tag, **dict(attrs)})

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = False


def forms_of(html: str) -> list[Form]:
    """Every form of a page; fields outside of any, if there are such, as one more."""
    page = _Page()
    page.feed(html)
    return [*page.forms, page.loose] if page.loose.fields else page.forms
