"""What the design system's macros need to know of a Django form field."""

from typing import Any

from django.forms import BaseForm, Field
from django.forms.boundfield import BoundField
from django.forms.widgets import DateInput, NumberInput, SelectDateWidget, Textarea
from django.utils.html import conditional_escape

DJANGO_ROWS = Textarea().attrs["rows"]  # nobody asked for these
KINDS = {
    "checkbox": "tick",
    "file": "file",
    "password": "password",
    "radio": "radios",
    "select": "select",
}
UNNAMED = {"required", "invalid", "invalid_choice", "max_length", "min_length", "max_value"}
OF_THEIR_OWN = ("autocomplete", "inputmode", "spellcheck")
PASSED_ON = {"accept", "max", "min", "step", "lang", "dir", "readonly"}


def control(field: BoundField) -> dict[str, Any]:
    """One field as a macro's parameters, and the `kind` of macro to use."""
    widget, required = field.field.widget, field.field.required
    name, ident = field.html_name, str(field.auto_id or field.html_name)
    drawn = widget.get_context(name, field.value(), {})["widget"]
    kind = _kind(widget)
    label = str(field.label)
    if not required and kind != "tick" and getattr(field.form, "mark_optional", True):
        label += " (optional)"
    attrs = dict(widget.attrs)
    known: dict[str, Any] = {
        "kind": kind,
        "idPrefix": ident,
        "name": name,
        "label_text": label,
        "hint": {"html": conditional_escape(field.help_text)} if field.help_text else None,
        "errorMessage": {"text": " ".join(map(str, field.errors))} if field.errors else None,
        "value": "" if drawn["value"] is None else drawn["value"],
        "type": getattr(widget, "input_type", None),
        "rows": 5 if attrs.get("rows") == DJANGO_ROWS else attrs.get("rows"),
        "maxlength": getattr(field.field, "max_length", None),
        "classes": attrs.get("class", _width(widget)),
        "disabled": field.field.disabled,
        "attributes": {
            key: value
            for key, value in attrs.items()
            if key in PASSED_ON or key.startswith(("data-", "aria-"))
        },
    }
    known |= {
        key: attrs[key] for key in ("autocomplete", "inputmode", "spellcheck") if key in attrs
    }
    if kind not in {"radios", "checkboxes", "tick"}:  # theirs goes to the first item
        known["id"] = ident
    if kind in {"radios", "checkboxes", "select"}:
        known["items"] = _items(drawn)
    if kind == "tick":
        checked = bool(drawn["attrs"].get("checked"))
        known["items"] = [{"value": drawn["value"] or "on", "text": label, "checked": checked}]
    if kind == "day":
        known["items"] = _day_items(field, ident)
    return known


def errors_of(form: BaseForm) -> list[dict[str, str]]:
    """What is wrong in the form, each with a link to its field."""
    found = [{"text": str(error)} for error in form.non_field_errors()]
    for field in form:
        target = str(field.auto_id or field.html_name)
        if isinstance(field.field.widget, SelectDateWidget):
            target += "_day"
        link = {} if field.is_hidden else {"href": f"#{target}"}
        found += [{"text": text} | link for text in _sentences(field)]
    return found


def _sentences(field: BoundField) -> list[str]:
    """Django's own messages do not say which field they mean; ours do."""
    label = str(field.label)
    label += "" if label.endswith("?") else ":"
    return [
        f"{label} {message if label.endswith('?') else message[:1].lower() + message[1:]}"
        if error.code in UNNAMED and not _is_our_own(field.field, error.code)
        else message
        for error in field.errors.as_data()
        for message in map(str, error.messages)
    ]


def _is_our_own(field: Field, code: str) -> bool:
    """The form gave this field its own words for the error."""
    shipped: dict[str, Any] = {}
    for base in reversed(type(field).__mro__):
        shipped |= getattr(base, "default_error_messages", {})
    return field.error_messages.get(code) != shipped.get(code)


def _kind(widget: Any) -> str:
    if isinstance(widget, SelectDateWidget):
        return "day"
    if isinstance(widget, Textarea):
        return "textarea"
    input_type = getattr(widget, "input_type", None)
    several = getattr(widget, "allow_multiple_selected", False)
    if several and input_type in {"checkbox", "select"}:
        return "checkboxes"
    return KINDS.get(str(input_type), "input" if input_type else "other")


def _width(widget: Any) -> str:
    if isinstance(widget, NumberInput):
        return "nhsuk-input--width-5"
    return "nhsuk-input--width-10" if isinstance(widget, DateInput) else ""


def _items(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    options = [option for group in drawn["optgroups"] for option in group[1]]
    return [
        {
            "value": str(option["value"]),
            "text": "Choose one" if option["label"] == "---------" else str(option["label"]),
            "checked": option["selected"],
            "selected": option["selected"],
            "disabled": bool(option["attrs"].get("disabled")),
        }
        for option in options
    ]


def _day_items(field: BoundField, ident: str) -> list[dict[str, Any]]:
    """Three boxes: what was typed, though it is no date, or the value's parts."""
    typed, known = field.form.data, field.field.widget.format_value(field.value())
    items: list[dict[str, Any]] = []
    for part, width in (("day", 2), ("month", 2), ("year", 4)):
        name = f"{field.html_name}_{part}"
        shown = typed.get(name) if field.form.is_bound else known.get(part)
        items.append(
            {
                "name": name,
                "id": f"{ident}_{part}",
                "label": part.capitalize(),
                "value": shown or "",
            }
            | {"width": width}
        )
    return items
