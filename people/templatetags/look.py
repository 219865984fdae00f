"""Two tags that give allauth's Django templates the look of our own Jinja pages."""

from typing import Any

from django import template
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def _jinja() -> Jinja2:
    backend = engines["jinja2"]
    assert isinstance(backend, Jinja2)  # noqa: S101  settings.TEMPLATES says so
    return backend


@register.simple_block_tag(takes_context=True)
def shell(context: Context, content: str, title: str = "", scripts: str = "") -> SafeString:
    """The base page around what stands between the tags."""
    page = {
        "page_title": " ".join(title.split()),
        "page_content": content,
        "page_scripts": scripts,
        "form": context.get("form"),
    }
    return mark_safe(_jinja().get_template("shell.jinja").render(page, context["request"]))


@register.simple_tag
def component(macro: str, *args: Any, **kwargs: Any) -> SafeString:
    """A macro of templates/components: `{% component "forms.button" "Sign in" %}`."""
    library, name = macro.split(".")
    macros = _jinja().env.get_template(f"components/{library}.jinja").module
    return mark_safe(str(getattr(macros, name)(*args, **kwargs)))
