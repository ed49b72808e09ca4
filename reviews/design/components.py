"""Components that pages of both template languages use: written once, in Jinja2, where the time of a long page goes.

A component is a file `templates/jinja2/components/NAME.html` with one macro NAME. A page in Jinja2 calls `ui.NAME(…)`;
a page in Django's language includes `components/NAME.html` as any other, and this loader answers.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from django.template import Context, Origin, TemplateDoesNotExist, engines
from django.template.loaders.base import Loader as BaseLoader
from django.utils.safestring import SafeString, mark_safe
from jinja2.runtime import Macro

from accounts.answering import names_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance as Shown

FOLDER = "components/"


def name_of(path: str) -> str:
    """The name of the component in this file."""
    return path.removeprefix(FOLDER).removesuffix(".html")


def component(name: str) -> Callable[..., SafeString]:
    """The macro of this name."""
    return getattr(engines["jinja2"].env.globals["ui"], name)  # type: ignore[attr-defined]


def drawn_with(template: str, shown: "Shown") -> SafeString:
    """A part of a page, in Jinja2, which escapes it; of a frozen object, whose fields are names in the template."""
    found = engines["jinja2"].env.get_template(template)  # type: ignore[attr-defined]
    return SafeString(found.render(names_of(shown)))


def macro_in(template: str, name: str) -> Callable[..., SafeString]:
    """A macro of a template in Jinja2, as a function."""
    return getattr(engines["jinja2"].env.get_template(template).module, name)  # type: ignore[attr-defined]


class Component:
    """A macro that looks like one of Django's templates: what is included with it are its parameters."""

    def __init__(self, name: str, macro: Macro) -> None:
        self.name, self.macro = name, macro
        self.origin = Origin(name=f"jinja2/{name}", template_name=name)

    def render(self, context: Context) -> SafeString:
        """As a page in Jinja2 draws it. What the macro does not ask for is left out; nothing is given as None."""
        told = context.flatten()
        given = {key: told[key] for key in self.parameters if told.get(key) not in (None, "")}
        return mark_safe(self.macro(**given))  # noqa: S308 Jinja2 has escaped it

    @cached_property
    def parameters(self) -> Sequence[str]:
        return self.macro.arguments


class Loader(BaseLoader):
    """First of the loaders: what is not one of these components is for the next."""

    def get_template(self, template_name: str, skip: object = None) -> Component:  # type: ignore[override]
        if not template_name.startswith(FOLDER):
            raise TemplateDoesNotExist(template_name)
        ui = engines["jinja2"].env.globals["ui"]  # type: ignore[attr-defined]
        macro = getattr(ui, name_of(template_name), None)
        if macro is None:
            raise TemplateDoesNotExist(template_name)
        return Component(template_name, macro)
