"""Setting a mission up in the browser: one record form after the other."""

from playwright.sync_api import Page


def fill(page: Page, **values: str) -> None:
    """Fill in the fields of these names: a text, a choice by its label, or a box to be ticked."""
    for name, value in values.items():
        field = page.locator(f"main [name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            labels = [text.strip() for text in field.locator("option").all_inner_texts()]
            field.select_option(label=value) if value in labels else field.select_option(value)
        else:
            field.fill(value)


def save(page: Page, button: str = "Save") -> None:
    """Send the form, and see that nothing in it was refused."""
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    refused = page.locator("main .invalid-feedback, main .alert-danger").all_inner_texts()
    assert not refused, refused


def add(page: Page, address: str, button: str = "Save", **values: str) -> None:
    """Open the page that adds a record, fill it in and save it."""
    page.goto(address)
    fill(page, **values)
    save(page, button)
