"""What lessons and questions are about: the topics that mastery is counted by."""

from __future__ import annotations

TOPICS = {
    "landmarks": "Landmarks and bones",
    "muscles": "Muscles and layers",
    "nerve": "Course of the nerve",
    "neighbours": "Neighbouring nerves and skin areas",
    "vessels": "Vessels",
    "compression": "Compression and variants",
    "convergence": "Convergence and referred pain",
    "syndromes": "Syndromes and red flags",
    "imaging": "CT and MRI",
    "ultrasound": "Ultrasound",
    "procedures": "Blocks and deeper targets",
    "beyond": "Ablation, stimulation and surgery",
    "follow_up": "Follow-up and limits",
}
