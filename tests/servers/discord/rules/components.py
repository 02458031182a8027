"""Discord's rules for the components of messages and modals (components/reference)."""

from collections.abc import Callable
from typing import Any

from tests.servers.discord.rules.refusals import Form, Json
from tests.servers.discord.world import texts, walk

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 17, 18, 19, 21, 22, 23

ROW_CHILDREN = (BUTTON, *SELECTS)
CONTAINER_CHILDREN = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
LABEL_CHILDREN = (TEXT_INPUT, *SELECTS, UPLOAD, RADIO, CHECKBOXES, CHECKBOX)
LINK, PREMIUM = 5, 6

MOST_COMPONENTS = 40
MOST_TEXT = 4000


def check_message_components(form: Form, components: object, *, v2: bool) -> list[Json]:
    """The components, when they are as a message of the new or of the old kind has them."""
    # the new kind has no limit of its own at the top: only the total
    rows = form.records(components, 0, MOST_COMPONENTS if v2 else 5)
    allowed = (*CONTAINER_CHILDREN, CONTAINER) if v2 else (ROW,)
    for place, each in rows:
        _check(place, each, allowed)
    found = [each for _, each in rows]
    if not form.errors:
        _check_together(form, found, v2=v2)
    return found


def check_modal(form: Form, modal: Json) -> None:
    """A modal's title, custom id and one to five rows, labels or texts."""
    (form / "title").text(modal.get("title"), 1, 45, required=True)
    (form / "custom_id").text(modal.get("custom_id"), 1, 100, required=True)
    place = form / "components"
    rows = place.records(modal.get("components"), 1, 5)
    for below, each in rows:
        if each.get("type") == ROW:
            _check_row(below, each, (TEXT_INPUT,), labelled=True)
        else:
            _check(below, each, (TEXT, LABEL))
    if not form.errors:
        _check_together(place, [each for _, each in rows], v2=True)


def _check_together(form: Form, components: list[Json], *, v2: bool) -> None:
    """What holds for all components of a message or modal together."""
    everything = walk(components)
    named = [each["custom_id"] for each in everything if each.get("custom_id") is not None]
    for name in sorted({name for name in named if named.count(name) > 1}):
        said = f"Component custom id cannot be duplicated: {name}"
        form.wrong("COMPONENT_CUSTOM_ID_DUPLICATED", said)
    numbers = [each["id"] for each in everything if each.get("id")]
    if len(numbers) != len(set(numbers)):
        form.wrong("COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
    if not v2:
        return
    if len(everything) > MOST_COMPONENTS:
        said = f"Total number of components exceeds the maximum of {MOST_COMPONENTS}"
        form.wrong("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", said)
    if sum(map(len, texts(components))) > MOST_TEXT:
        said = f"The displayable text of all components exceeds {MOST_TEXT} characters"
        form.wrong("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", said)


def _check(form: Form, component: Json, allowed: tuple[int, ...]) -> None:
    if not (form / "type").one_of(component.get("type"), allowed):
        return
    (form / "id").whole(component.get("id"), 0, 2**31 - 1, default=0)
    CHECKS[component["type"]](form, component)


def _check_row(
    form: Form,
    row: Json,
    allowed: tuple[int, ...] = ROW_CHILDREN,
    *,
    labelled: bool = False,
) -> None:
    place = form / "components"
    children = place.records(row.get("components"), 1, 5)
    kinds = [each.get("type") for _, each in children]
    if any(kind != BUTTON for kind in kinds) and len(kinds) > 1:
        said = "A row holds up to five buttons, or one other component"
        place.wrong("COMPONENT_LAYOUT_WIDTH_EXCEEDED", said)
    for below, each in children:
        _check(below, each, allowed)
        if labelled:
            (below / "label").text(each.get("label"), 1, 45, required=True)


def _check_button(form: Form, button: Json) -> None:
    (form / "style").one_of(button.get("style"), range(1, 7))
    (form / "label").text(button.get("label"), 0, 80)
    style = button.get("style")
    wanted = {LINK: "url", PREMIUM: "sku_id"}.get(style or 0, "custom_id")
    for name, high in (("custom_id", 100), ("url", 512), ("sku_id", 20)):
        if name == wanted:
            (form / name).text(button.get(name), 1, high, required=True)
        elif button.get(name) is not None:
            said = f"A button of style {style} cannot have {name}"
            (form / name).wrong("BUTTON_COMPONENT_INVALID_FIELD", said)
    if style == LINK:
        _check_address(form / "url", button.get("url"), ("http://", "https://", "discord://"))
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        said = "A button must have a label or an emoji"
        form.wrong("BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", said)


def _check_select(form: Form, select: Json) -> None:
    (form / "custom_id").text(select.get("custom_id"), 1, 100, required=True)
    (form / "placeholder").text(select.get("placeholder"), 0, 150)
    low = (form / "min_values").whole(select.get("min_values"), 0, 25, default=1)
    high = (form / "max_values").whole(select.get("max_values"), 1, 25, default=1)
    if low > high:
        said = "min_values must not be greater than max_values"
        (form / "min_values").wrong("SELECT_COMPONENT_MIN_VALUES_GREATER", said)
    if select["type"] == STRING_SELECT:
        count = _check_options(form / "options", select.get("options"), 1, 25)
        if high > count:
            said = f"max_values must not be greater than the number of options ({count})"
            (form / "max_values").wrong("SELECT_COMPONENT_MAX_VALUES_TOO_LARGE", said)


def _check_options(form: Form, options: object, low: int, high: int) -> int:
    rows = form.records(options, low, high)
    for place, option in rows:
        (place / "label").text(option.get("label"), 1, 100, required=True)
        (place / "value").text(option.get("value"), 1, 100, required=True)
        (place / "description").text(option.get("description"), 0, 100)
    values = [str(option.get("value")) for _, option in rows]
    for position, value in enumerate(values):
        if value in values[:position]:
            said = "The specified option value is already used"
            (form / position / "value").wrong("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", said)
    return len(rows)


def _check_text_input(form: Form, field: Json) -> None:
    (form / "custom_id").text(field.get("custom_id"), 1, 100, required=True)
    (form / "style").one_of(field.get("style"), (1, 2))
    (form / "label").text(field.get("label"), 0, 45)
    (form / "placeholder").text(field.get("placeholder"), 0, 100)
    low = (form / "min_length").whole(field.get("min_length"), 0, 4000, default=0)
    high = (form / "max_length").whole(field.get("max_length"), 1, 4000, default=4000)
    if low > high:
        said = "min_length must not be greater than max_length"
        (form / "min_length").wrong("TEXT_INPUT_MIN_LENGTH_GREATER", said)
    if field.get("value"):
        (form / "value").text(field["value"], low, high)


def _check_section(form: Form, section: Json) -> None:
    for place, each in (form / "components").records(section.get("components"), 1, 3):
        _check(place, each, (TEXT,))
    accessory = section.get("accessory")
    if isinstance(accessory, dict):
        _check(form / "accessory", accessory, (BUTTON, THUMBNAIL))
    else:
        (form / "accessory").missing()


def _check_text(form: Form, text: Json) -> None:
    (form / "content").text(text.get("content"), 1, MOST_TEXT, required=True)


def _check_thumbnail(form: Form, thumbnail: Json) -> None:
    _check_media(form / "media", thumbnail.get("media"))
    (form / "description").text(thumbnail.get("description"), 0, 1024)


def _check_gallery(form: Form, gallery: Json) -> None:
    for place, each in (form / "items").records(gallery.get("items"), 1, 10):
        _check_thumbnail(place, each)


def _check_file(form: Form, file: Json) -> None:
    media = file.get("file")
    address = media.get("url") if isinstance(media, dict) else None
    _check_address(form / "file" / "url", address, ("attachment://",))


def _check_separator(form: Form, separator: Json) -> None:
    (form / "spacing").whole(separator.get("spacing"), 1, 2, default=1)


def _check_container(form: Form, container: Json) -> None:
    place = form / "components"
    for below, each in place.records(container.get("components"), 1, MOST_COMPONENTS):
        _check(below, each, CONTAINER_CHILDREN)
    (form / "accent_color").whole(container.get("accent_color"), 0, 0xFFFFFF, default=0)


def _check_label(form: Form, label: Json) -> None:
    (form / "label").text(label.get("label"), 1, 45, required=True)
    (form / "description").text(label.get("description"), 0, 100)
    below = label.get("component")
    if isinstance(below, dict):
        _check(form / "component", below, LABEL_CHILDREN)
    else:
        (form / "component").missing()


def _check_named(form: Form, component: Json) -> None:
    """What upload, radio group, checkbox group and checkbox have in common."""
    (form / "custom_id").text(component.get("custom_id"), 1, 100, required=True)
    if component["type"] in (RADIO, CHECKBOXES):
        low = 2 if component["type"] == RADIO else 1
        _check_options(form / "options", component.get("options"), low, 10)
    (form / "min_values").whole(component.get("min_values"), 0, 10, default=1)
    (form / "max_values").whole(component.get("max_values"), 1, 10, default=1)


def _check_media(form: Form, media: object) -> None:
    address = media.get("url") if isinstance(media, dict) else None
    _check_address(form / "url", address, ("http://", "https://", "attachment://"))


def _check_address(form: Form, address: Any, schemes: tuple[str, ...]) -> None:
    if not form.text(address, 1, 2048, required=True).startswith(schemes):
        named = ", ".join(schemes)
        form.wrong("URL_TYPE_INVALID_SCHEME", f"Scheme must be one of ({named}).")


CHECKS: dict[int, Callable[[Form, Json], None]] = {
    ROW: _check_row,
    BUTTON: _check_button,
    **dict.fromkeys(SELECTS, _check_select),
    TEXT_INPUT: _check_text_input,
    SECTION: _check_section,
    TEXT: _check_text,
    THUMBNAIL: _check_thumbnail,
    GALLERY: _check_gallery,
    FILE: _check_file,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
    LABEL: _check_label,
    **dict.fromkeys((UPLOAD, RADIO, CHECKBOXES, CHECKBOX), _check_named),
}
