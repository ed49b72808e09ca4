"""All modules of probes: importing them registers what they try."""

from tests.isolation import (
    probes_agreeing,
    probes_content,
    probes_invitations,
    probes_joining,
    probes_pairs,
    probes_people,
    probes_ratings,
    probes_records,
    probes_reviewers,
    probes_rules,
    probes_shuffle,
    probes_sideways,
    probes_stages,
    probes_tables,
    probes_tokens,
    probes_yst,
)

ALL = (
    probes_agreeing,
    probes_content,
    probes_invitations,
    probes_joining,
    probes_pairs,
    probes_people,
    probes_ratings,
    probes_records,
    probes_reviewers,
    probes_rules,
    probes_shuffle,
    probes_sideways,
    probes_stages,
    probes_tables,
    probes_tokens,
    probes_yst,
)
