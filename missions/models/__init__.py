"""Missions, areas, polling stations, meetings, source documents; accounts, roles and audit."""

from missions.models.account import Account
from missions.models.audit import AuditChain, AuditRecord, AuditSeal
from missions.models.imported import Imported, Named
from missions.models.mission import Membership, Mission
from missions.models.places import Area, Station
from missions.models.records import Meeting, SourceDocument

__all__ = [
    "Account",
    "Area",
    "AuditChain",
    "AuditRecord",
    "AuditSeal",
    "Imported",
    "Meeting",
    "Membership",
    "Mission",
    "Named",
    "SourceDocument",
    "Station",
]
