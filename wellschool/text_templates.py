"""Django's templates, except that a `.txt` is text: nothing in it is escaped, and what it yields is not marked as safe.

Subjects and bodies of emails, and allauth's messages, then hold names as they are written; a page escapes them once.
"""

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends.django import DjangoTemplates, Template, reraise
from django.template.context import make_context


class PlainText(Template):
    """A template whose result is text and no HTML."""

    def render(self, context: dict[str, object] | None = None, request: HttpRequest | None = None) -> str:
        try:
            return self.template.render(make_context(context, request, autoescape=False)) + ""  # a plain str again
        except TemplateDoesNotExist as missing:
            reraise(missing, self.backend)
            raise


class TextAndHtmlTemplates(DjangoTemplates):
    """The ending of a template's name says which of the two it is."""

    def get_template(self, template_name: str) -> Template:
        found = super().get_template(template_name)
        return PlainText(found.template, self) if template_name.endswith(".txt") else found
