"""What the database refuses, and what the log says, of a review, in words."""

from accounts.audit_words import register_events
from accounts.refusals import AGAIN, TERMS_FIRST, register_refusals

# what the database refuses here, by SQLSTATE
WORDS: dict[str, str] = {
    "P0R01": "Ratings for this review have closed.",
    "P0R02": "You have submitted these ratings. Take your submission back to change them.",
    "P0R03": "That statement is not part of this review.",
    "P0R04": "Reviewers can no longer be changed in this review.",
    "P0R05": "Choose somebody who belongs to the trust and is not a trustee.",
    "P0R06": "A review has at most eight reviewers.",
    "P0R07": "This reviewer has submitted, so they stay in the review.",
    "P0R08": "Some statements have no answer yet.",
    "P0R09": "You do not rate in this self-review any more. If that is a mistake, ask its review lead.",
    "P0R11": "Choose one of the levels that this self-review has.",
    "P0R10": "Say why this reviewer is being removed.",
    "P0S00": "The review has moved on, so this can no longer be done.",
    "P0S01": "Nobody has submitted yet.",
    "P0S02": "Not everyone has submitted. Say why ratings are shown early.",
    "P0S03": "At least two people must have submitted before ratings can be shown.",
    "P0S04": "A review lead who is rating must submit first.",
    "P0S05": (
        "Names are hidden in this review. Ratings can be shown once at least three people have submitted, "
        "or once each of those who have agrees to names being shown."
    ),
    "P0S06": "This was settled when rating began and cannot change now.",
    "P0S07": "Choose at least one reviewer first.",
    "P0S08": "Names can be hidden only with three reviewers or more.",
    "P0S12": TERMS_FIRST,
    "P0S09": "Some statements are neither agreed nor left open with a reason.",
    "P0S10": "Say why the review is being reopened.",
    "P0S11": "A review that has been signed off cannot be cancelled.",
    "P0A01": "Levels can be agreed only while the review is at the comparing stage.",
}

BY_CONSTRAINT: dict[str, str] = {
    "reviewer_once_in_a_review": "This person is a reviewer already.",
    "submission_standing_once": "You have submitted already.",
    "consent_one_holds": f"Somebody else has just chosen what is shared. {AGAIN}",
    "snapshot_number_once": f"Somebody else has just signed this self-review off. {AGAIN}",
    "reopening_once_for_a_snapshot": f"Somebody else has just reopened this self-review. {AGAIN}",
    "review_one_open_of_a_framework": f"Somebody else has just set up a self-review. {AGAIN}",
}

register_refusals(WORDS, BY_CONSTRAINT)

register_events(
    {
        "review.created": "set up the self-review “{title}”",
        "review.changed": "changed the set-up of “{title}”",
        "review.reviewer_added": "added {name} as a reviewer",
        "review.reviewer_removed": "removed {name} as a reviewer",
        "review.started": "started rating",
        "review.names_asked": "asked whether names may be shown",
        "review.names_answered": "answered whether their name may be shown",
        "review.revealed": "showed everyone’s ratings",
        "review.signed_off": "signed the self-review off",
        "review.reopened": "reopened the self-review",
        "review.cancelled": "cancelled the self-review",
        "review.ended_with_trust": "brought in that the trust has closed, which cancelled the unfinished self-review",
        "level.agreed": "recorded the agreed level of statement {statement}",
        "level.left_open": "left statement {statement} open",
        "level.confirmed_together": "confirmed the statements on which all agree",
        "level.rest_left_open": "left the remaining statements open",
        "level.confirmation_taken_back": "took back the confirmation of what all agree on",
        "sharing.chosen": "chose what the Youth Sport Trust sees",
    }
)
