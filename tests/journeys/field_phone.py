"""An observer's phone: a browser whose folder outlives it, and what lies in its database."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, Page, Playwright

from missions.models import Account
from tests.journeys.conftest import ARGUMENTS, PATIENCE, PHONE

MONTH = 30 * 24 * 60 * 60  # seconds
# Read past the app, so that nothing it does can make the reading look better; never makes the
# database where there is none. Of a photo the hash of what really lies there.
HELD = """async () => {
  const known = await indexedDB.databases();
  if (!known.some((each) => each.name === "mushahid-field")) return null;
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open("mushahid-field"));
  const all = (name) => asked(database.transaction(name).objectStore(name).getAll());
  const [drafts, outbox, photos] = [await all("drafts"), await all("outbox"), await all("photos")];
  database.close();
  const hashed = async ({ blob, ...photo }) => {
    if (!blob) return { ...photo, held: "" };
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
    return { ...photo, held: hex.join("") };
  };
  return { drafts, outbox, photos: await Promise.all(photos.map(hashed)) };
}"""

# The module that the page itself runs, by the name it is served under.
CALL = """async ([module, name, told]) => {
  const loaded = performance.getEntriesByType("resource").map((each) => each.name);
  const address = loaded.find((each) => each.includes(`/js/field/${module}.`));
  const run = (await import(address))[name];
  return told.isAwaited ? await run(...told.with) : void run(...told.with);
}"""


@dataclass(frozen=True)
class Held:
    """What lies on a phone: drafts, items of the outbox and photos, as its database has them."""

    drafts: list[dict[str, Any]]
    outbox: list[dict[str, Any]]
    photos: list[dict[str, Any]]

    def states(self) -> dict[str, int]:
        """Return how many items there are in each state."""
        return _counted(self.outbox)

    def photo_states(self) -> dict[str, int]:
        """Return how many photos there are in each state."""
        return _counted(self.photos)


def _counted(rows: list[dict[str, Any]]) -> dict[str, int]:
    told = [each["state"] for each in rows]
    return {state: told.count(state) for state in told}


@dataclass
class FieldPhone:
    """A phone of one observer; `folder` is what the browser keeps."""

    playwright: Playwright
    chromium: str
    folder: Path
    address: str
    complaints: list[str] = field(default_factory=list)
    _context: BrowserContext | None = None
    _page: Page | None = None

    @property
    def context(self) -> BrowserContext:
        """The browser, which must be on."""
        assert self._context, "the phone is off"
        return self._context

    @property
    def page(self) -> Page:
        """The tab that was opened first."""
        assert self._page, "the phone is off"
        return self._page

    def switch_on(self) -> None:
        """Start the browser with what it kept."""
        self._context = self.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=self.chromium,
            args=ARGUMENTS,
            viewport=PHONE,
            locale="en-GB",
        )
        self._context.set_default_timeout(PATIENCE)
        self._page = self._context.pages[0]
        self._page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def switch_off(self) -> None:
        """Close the browser."""
        self.context.close()
        self._context = self._page = None

    @property
    def is_on(self) -> bool:
        """Whether the browser runs."""
        return self._context is not None

    def sign_in(self, account: Account) -> None:
        """Sign in, without the page for it: its form is other tests' matter."""
        client = Client()
        client.force_login(account)
        cookies = {name: client.cookies[name] for name in ("sessionid",)}
        now = self.page.evaluate("Date.now()") / 1000
        self.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": self.address, "expires": now + MONTH}
                for name, cookie in cookies.items()
            ]
        )

    def sign_out_elsewhere(self) -> None:
        """Let the session be over, as when the administrator ended it."""
        self.context.clear_cookies(name="sessionid")

    def open(self, path: str, *, page: Page | None = None) -> None:
        """Open a page of the installation by its path."""
        (page or self.page).goto(f"{self.address}{path}", wait_until="load")

    def call(self, module: str, name: str, *told: Any, page: Page | None = None) -> Any:
        """Return what a function of one of the app's modules returns."""
        given = {"with": told, "isAwaited": True}
        return (page or self.page).evaluate(CALL, [module, name, given])

    def begin(self, module: str, name: str, *told: Any, page: Page | None = None) -> None:
        """Call such a function and wait for nothing."""
        given = {"with": told, "isAwaited": False}
        (page or self.page).evaluate(CALL, [module, name, given])

    def held(self) -> Held:
        """Return what lies on the phone."""
        found = self.page.evaluate(HELD)
        return Held(**found) if found else Held([], [], [])
