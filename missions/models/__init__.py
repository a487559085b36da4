"""Missions, areas, polling stations, meetings, source documents; accounts, roles and audit."""

from missions.models.access_links import LinkPurpose, OneTimeLink
from missions.models.account import Account
from missions.models.audit import AuditChain, AuditRecord, AuditSeal
from missions.models.contact import Contact
from missions.models.imported import Imported, Named
from missions.models.mission import Membership, Mission, TakenUp
from missions.models.places import Area, Station
from missions.models.records import Meeting, SourceDocument
from missions.models.sent_form import SentForm

__all__ = [
    "Account",
    "Area",
    "AuditChain",
    "AuditRecord",
    "AuditSeal",
    "Contact",
    "Imported",
    "LinkPurpose",
    "Meeting",
    "Membership",
    "Mission",
    "Named",
    "OneTimeLink",
    "SentForm",
    "SourceDocument",
    "Station",
    "TakenUp",
]
