"""Photos on a phone: chosen, kept there, and read as the phone holds them."""

import io
from typing import Any

from PIL import Image
from playwright.sync_api import Page

OPEN = """async (number) => {
  const { mountPhotos } = await import("/static/js/field/photos.js");
  const { keepDraft, photosOf } = await import("/static/js/field/store.js");
  const draft = { number, kind: "visit", mission: "here", at: "" };
  if (!(await photosOf(number)).length) await keepDraft(draft);
  const container = document.querySelector("[data-photos]");
  container.closest("form").hidden = false;
  const whose = { number, kind: "visit", account: "1", mission: "here" };
  window.mounted = mountPhotos(container, whose);
  await window.mounted.shown;
}"""
TOLD = """async (number) => {
  const { photosOf } = await import("/static/js/field/store.js");
  return (await photosOf(number)).map(({ blob, thumb, ...told }) => (
    { ...told, held: blob?.size ?? 0, thumb: thumb.length }));
}"""


def noise(size: tuple[int, int], **saved: Any) -> bytes:
    """A JPEG that stays large however it is compressed."""
    file = io.BytesIO()
    Image.effect_noise(size, 200).convert("RGB").save(file, "JPEG", quality=90, **saved)
    return file.getvalue()


def choose(page: Page, *photos: bytes) -> None:
    files = [
        {"name": f"photo-{n}.jpg", "mimeType": "image/jpeg", "buffer": photo}
        for n, photo in enumerate(photos)
    ]
    page.get_by_label("Choose photos").set_input_files(files)


def told(page: Page, number: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(TOLD, number)
    return found


def lines(page: Page) -> Any:
    return page.locator("[data-list] > li")
