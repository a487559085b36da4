"""What an observer logs in a day, made up; put on the phone as its own forms put it there."""

import base64
import hashlib
import io
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from PIL import Image

from missions.enumerations import Stage
from missions.models import Account, Mission, Station
from tests.journeys.field_phone import FieldPhone
from visits.definition import Question
from visits.form_versions import current_version, definition_of
from visits.payload import build_payload, payload_sha256

# A photo in the store, as the form puts it there.
ADD_PHOTO = """async ([about, held]) => {
  const bytes = Uint8Array.from(atob(held), (letter) => letter.charCodeAt(0));
  const blob = new Blob([bytes], { type: about.type });
  const loaded = performance.getEntriesByType("resource").map((each) => each.name);
  const store = await import(loaded.find((each) => each.includes("/js/field/store.")));
  const { number, kind, account, mission } = about;
  if (!(await store.draft(number))) {
    await store.keepDraft({ number, kind, account, mission, typed: {}, at: "" });
  }
  await store.addPhoto({ ...about, blob, made_at: new Date().toISOString() });
}"""
WORDS = "The chair said “кейін” — twice, in café n° 3. 🗳️ Ballot box 2: ½ full."


@dataclass
class Diary:
    """Everything that was logged: the bytes by their hash, in the order they were logged."""

    mission: Mission
    account: Account
    team: str
    stations: list[Station]
    chance: random.Random
    visits: dict[str, bytes] = field(default_factory=dict)
    findings: dict[str, bytes] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    photos: dict[str, str] = field(default_factory=dict)
    _forms: dict[str, Any] = field(default_factory=dict)

    def new_visit(self, photos: Sequence[int] = ()) -> dict[str, Any]:
        """Return one more visit, as the outbox takes it; `photos`: how many pixels each is wide."""
        number, station = self._number(), self.chance.choice(self.stations)
        taken = [self._photo(width) for width in photos]
        told = [{key: each[key] for key in ("id", "sha256", "size", "type")} for each in taken]
        return self._visit(number, Stage.VOTING, station, photos=told) | {"photos": taken}

    def _number(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def _photo(self, width: int) -> dict[str, Any]:
        """Return a photo of noise, which no compression makes small: about half a byte a pixel."""
        file = io.BytesIO()
        noise = Image.frombytes("L", (width, width), self.chance.randbytes(width * width))
        noise.save(file, "JPEG")
        told = {
            "id": self._number(),
            "sha256": hashlib.sha256(file.getvalue()).hexdigest(),
            "size": len(file.getvalue()),
            "type": "image/jpeg",
        }
        self.photos[told["id"]] = told["sha256"]
        return told | {"held": base64.b64encode(file.getvalue()).decode()}

    def correction(self) -> dict[str, Any]:
        """Return a correction of a visit logged before, whether it was received or not."""
        number = self.chance.choice(list(self.latest))
        before = json.loads(self.visits[self.latest[number]])
        station = next(each for each in self.stations if each.code == before["station"])
        kept = {"parent": self.latest[number], "photos": before.get("photos", [])}
        return self._visit(number, Stage(before["stage"]), station, **kept)

    def new_finding(self) -> dict[str, Any]:
        """Return a finding without a visit."""
        number = self._number()
        body = build_payload(
            finding=number, mission=self.mission.slug, summary=self._words(), theme="overall"
        )
        self.findings[payload_sha256(body)] = body
        return self._item("finding", number, body, f"intake/findings/{number}/")

    def _visit(self, number: str, stage: Stage, station: Station, **told: Any) -> dict[str, Any]:
        form, questions = self._form(stage)
        arrived = timezone.now() - timedelta(minutes=self.chance.randrange(600))
        asked = self.chance.sample(questions, k=min(len(questions), 25))
        body = build_payload(
            visit=number,
            mission=self.mission.slug,
            form=form,
            stage=stage.value,
            station=station.code,
            team=self.team,
            arrived_at=arrived.isoformat(),
            departed_at=(arrived + timedelta(minutes=35)).isoformat(),
            answers={each.code: self._answer(each) for each in asked},
            comments=self._words(),
            device="a phone of the tests",
            device_time=timezone.now().isoformat(),
            **told,
        )
        self.visits[payload_sha256(body)] = body
        self.latest[number] = payload_sha256(body)
        return self._item("visit", number, body, f"intake/{number}/")

    def _form(self, stage: Stage) -> tuple[str, list[Question]]:
        if stage not in self._forms:
            version = current_version(self.mission, stage)
            asked = [each for each in definition_of(version).questions if each.only_if is None]
            choices = [each for each in asked if each.substantive_values]
            self._forms[stage] = version.sha256, choices
        return self._forms[stage]

    def _answer(self, question: Question) -> dict[str, str]:
        return {"value": self.chance.choice(question.substantive_values)}

    def _words(self) -> str:
        return WORDS * self.chance.randrange(1, 12) + str(self.chance.random())

    def _item(self, kind: str, number: str, body: bytes, address: str) -> dict[str, Any]:
        return {
            "kind": kind,
            "number": number,
            "account": str(self.account.pk),
            "mission": self.mission.slug,
            "title": f"{kind} {number[:8]}",
            "address": f"/missions/{self.mission.slug}/{address}",
            "body": body.decode(),
            "draft": {"number": number, "kind": kind},
        }


def put_on(phone: FieldPhone, items: list[dict[str, Any]]) -> None:
    """Put items into the phone's outbox, each with its photos."""
    for item in items:
        about = {key: value for key, value in item.items() if key != "photos"}
        taken = item.get("photos", [])
        for photo in taken:
            of_item = {key: about[key] for key in ("number", "kind", "account", "mission")}
            told = {key: value for key, value in photo.items() if key != "held"}
            phone.page.evaluate(ADD_PHOTO, [of_item | told, photo["held"]])
        numbers = [photo["id"] for photo in taken]
        phone.call("store", "queue", phone.call("store", "itemOf", about), numbers)
