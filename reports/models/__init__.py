"""What is claimed, edited, acknowledged, signed and published beyond the visits."""

from reports.models.judgement import Acknowledgement, Judgement
from reports.models.publication import Publication, PublishedFile
from reports.models.recommendation import Priority, Progress, Recommendation
from reports.models.signing import Approval, ApprovalDecision, SignOff
from reports.models.statement import Block, BlockPlacement, BlockText, Statement

__all__ = [
    "Acknowledgement",
    "Approval",
    "ApprovalDecision",
    "Block",
    "BlockPlacement",
    "BlockText",
    "Judgement",
    "Priority",
    "Progress",
    "Publication",
    "PublishedFile",
    "Recommendation",
    "SignOff",
    "Statement",
]
