"""Filling in the forms of a page in tests, field by field, as a person does."""

from typing import Any

from streamlit.testing.v1 import AppTest

KINDS = ("text_input", "text_area", "selectbox", "pills", "toggle", "checkbox", "radio")


def widget(app: AppTest, form: str, name: str) -> Any:
    """Return the widget of a form's field: its key begins with the form's and ends with its own."""
    for kind in KINDS:
        for each in app.get(kind):
            key = str(each.key)
            if key.startswith(f"{form}__") and key.endswith(f"__{name}"):
                return each
    raise AssertionError(f"no field {name!r} in the form {form!r}")


def fill(app: AppTest, form: str, **values: Any) -> AppTest:
    """Type or choose values, one run of the page after each, as in the browser."""
    for name, value in values.items():
        widget(app, form, name).set_value(value).run()
    return app


def submit(app: AppTest, form: str) -> AppTest:
    """Click on the form's own button."""
    (button,) = [
        each
        for each in app.button
        if str(each.key).startswith(f"{form}__") and str(each.key).endswith("__submit")
    ]
    return button.click().run()


def words(app: AppTest) -> str:
    """Return everything that is written on the page, in one text."""
    written = [*app.title, *app.header, *app.markdown, *app.caption, *app.warning, *app.info]
    html = [each.proto.body for each in app.get("html")]
    return "\n".join([*(str(each.value) for each in written), *html])


def buttons(app: AppTest) -> list[str]:
    """Return the words of every button of the page."""
    return [each.label for each in app.button]
