"""The environment of our own pages: what a template can call, and how a form is drawn."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.template.defaultfilters import pluralize
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Undefined
from jinja2.utils import missing
from markupsafe import Markup

from config.controls import control, errors_of
from config.navigation import navigation
from governance.channels import states as channels
from governance.keys import states as keys
from governance.plans import states as plans
from governance.reviews import states as reviews
from ledger.days import in_words, moment_in_words

# The library's macros ask for these without having set them.
OPTIONAL_NAMES = {None, "caller", "classes", "parent"}
BUILTINS = (str, bytes, int, float, bool, dict, list, tuple, set, type(None), Undefined)


class Missing(ChainableUndefined):
    """Strict for a name or an attribute that a page misspelt, lenient for an absent parameter.

    The NHS macros look up keys that nobody passed; our own pages must not do so silently.
    """

    def __new__(
        cls, hint: str | None = None, obj: Any = missing, name: str | None = None, *rest: Any
    ) -> Any:
        if obj is missing:
            parameter = hint is not None and hint.startswith("parameter ")
            lenient = parameter or name in OPTIONAL_NAMES
        else:
            lenient = isinstance(obj, BUILTINS)
        return (ChainableUndefined if lenient else StrictUndefined)(hint, obj, name, *rest)


class FormRenderer(TemplatesSetting):
    """Draws every form with the design system's components."""

    form_template_name = "components/form.jinja"
    field_template_name = "components/field.jinja"


def environment(**options: Any) -> Environment:
    options["undefined"] = Missing
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    options["autoescape"] = escaped
    made = Environment(**options)  # noqa: S701  it is on for everything but e-mails
    made.globals |= {
        "control": control,
        "errors_of": errors_of,
        "navigation": navigation,
        "state_colours": state_colours(),
        "organisation": settings.KEYHOLDER_ORGANISATION,
        "static": static,
        "theme": settings.KEYHOLDER_THEME,
        "undefined": ChainableUndefined(name="undefined"),
        "url": url,
    }
    made.filters |= {
        "day": day,
        "line": line,
        "moment": moment,
        "paragraphs": paragraphs,
        "pluralize": pluralize,
        "when": reviews.when,
    }
    return made


def state_colours() -> dict[str, str]:
    """The colour of each state's tag, from the rows that say what the states mean."""
    tables: list[dict[str, Any]] = [channels.MEANINGS, plans.MEANINGS, reviews.MEANINGS]
    tables += [keys.OPENINGS, keys.ROTATIONS]
    return {state: meaning.tag for table in tables for state, meaning in table.items()}


def escaped(template: str | None) -> bool:
    """Everything but the e-mails, which are plain text: there `'` must not become `&#39;`."""
    return not (template or "").endswith(".txt.jinja")


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def line(words: Any) -> str:
    """On one line, as a subject must be: a name that was given two would end the subject."""
    return " ".join(str(words).split())


def day(value: date | str | None) -> str:
    """4 January 2027; an instant as the organisation's day. Notices keep days as ISO text."""
    if value is None:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return in_words(value)


def moment(value: datetime | None) -> str:
    """4 January 2027 at 2:05pm, in the organisation's time zone."""
    return moment_in_words(value)


def paragraphs(words: str) -> Markup:
    """What a person wrote, with its line breaks."""
    return Markup(linebreaks(words, autoescape=True))  # noqa: S704  linebreaks escaped it
