"""Every write to a review: one keyword-only function each, atomic, by whom (their standing), when, and an audit row.

Saving, submitting and recalling ratings write no audit row: it would tell how far somebody has got, and when.
"""

from reviews.meeting.operations import (
    Decision,
    MovedOn,
    decide_in_meeting,
    end_meeting,
    join_meeting,
    move_meeting,
    park_in_meeting,
    start_meeting,
)
from reviews.plan.operations import StepChangedElsewhere, StepContent, add_next_step, follow_up, update_next_step
from reviews.portfolio.export_operations import request_export
from reviews.portfolio.operations import NoteContent, change_note, set_support_level, write_note
from reviews.releases.operations import decide_release, request_release, retry_release
from reviews.reports.operations import Wanted, make_report_again, request_report, retry_report
from reviews.review.operations.agreeing import (
    AgreedElsewhere,
    agree_statement,
    confirm_unanimous,
    leave_rest_open,
    take_back_unanimous,
)
from reviews.review.operations.rating import (
    Answer,
    ChangedElsewhere,
    RatingKey,
    recall_submission,
    save_rating,
    say_cant_say,
    submit_ratings,
)
from reviews.review.operations.revealing import (
    NamesStillHidden,
    NotEveryoneSubmitted,
    answer_about_names,
    ask_about_names,
    reveal_ratings,
)
from reviews.review.operations.setting_up import (
    OneIsOpen,
    ReasonMissing,
    add_reviewer,
    create_review,
    remove_reviewer,
    start_rating,
    update_review,
)
from reviews.review.operations.sharing import choose_sharing
from reviews.review.operations.signing_off import cancel_review, reopen_review, sign_off
from reviews.review.operations.stages import MOVED_ON, hold_still

__all__ = [
    "MOVED_ON",
    "AgreedElsewhere",
    "Answer",
    "ChangedElsewhere",
    "Decision",
    "MovedOn",
    "NamesStillHidden",
    "NotEveryoneSubmitted",
    "NoteContent",
    "OneIsOpen",
    "RatingKey",
    "ReasonMissing",
    "StepChangedElsewhere",
    "StepContent",
    "Wanted",
    "add_next_step",
    "add_reviewer",
    "agree_statement",
    "answer_about_names",
    "ask_about_names",
    "cancel_review",
    "change_note",
    "choose_sharing",
    "confirm_unanimous",
    "create_review",
    "decide_in_meeting",
    "decide_release",
    "end_meeting",
    "follow_up",
    "hold_still",
    "join_meeting",
    "leave_rest_open",
    "make_report_again",
    "move_meeting",
    "park_in_meeting",
    "recall_submission",
    "remove_reviewer",
    "reopen_review",
    "request_export",
    "request_release",
    "request_report",
    "retry_release",
    "retry_report",
    "reveal_ratings",
    "save_rating",
    "say_cant_say",
    "set_support_level",
    "sign_off",
    "start_meeting",
    "start_rating",
    "submit_ratings",
    "take_back_unanimous",
    "update_next_step",
    "update_review",
    "write_note",
]
