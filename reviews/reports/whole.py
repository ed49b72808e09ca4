"""A whole review as data, built through the same doors as the pages. Its form is docs/review.schema.json."""

import json

from reviews.documents import wording
from reviews.documents.limits import MOST_LETTERS_IN_SHEETS, refuse_too_much
from reviews.documents.pdf_finishing import Faulty, FinishedReport
from reviews.lifecycle import Stage
from reviews.reports.agreed import printed, profile_for
from reviews.reports.choices import Choices
from reviews.reports.content import Voice
from reviews.reports.evidence import voices_of
from reviews.reports.order import Order, face_of
from reviews.reports.reading import review_of, snapshot_of
from reviews.reports.whole_form import ComparedData, RatingData, StatementData, StepData, WholeReview
from reviews.review.comparison import Comparison, comparison_of
from reviews.review.independence import independence_of, independence_sentences
from reviews.review.models.agreed_level import AgreementNote, Why
from reviews.review.models.review import Review
from reviews.review.profile import ProfileRow
from reviews.review.steps import Step

FORM = "https://wellschool.example/review.schema.json"
VERSION = 1


def read_whole(order: Order) -> WholeReview:
    """Everything in a review that was chosen, as plain values. No id and no time of anybody's rating."""
    review, snapshot = review_of(order), snapshot_of(order)
    profile = profile_for(review, snapshot)
    content = profile.content
    independence = snapshot.independence if snapshot else independence_of(review)
    comparison = comparison_of(review) if order.choices.is_telling else None
    return {
        "$schema": FORM,
        "version": VERSION,
        "for_whom": face_of(order).for_whom or "Everyone in the trust",
        "made_with": order.choices.to_json(),
        "trust": wording.one_line(review.trust.name),
        "review": {
            "title": wording.one_line(review.title),
            "year": review.year_words,
            "stage": Stage(review.stage).value,
            "signed_off_on": wording.iso_day(snapshot.signed_off_at) if snapshot else None,
            "signed_off_by": wording.one_line(snapshot.signed_off_by_name) if snapshot else None,
            "names_shown": review.names_shown,
            "independence": list(independence_sentences(independence, statements=len(content.statements))),
        },
        "framework": {
            "name": content.name,
            "levels": [{"value": v.value, "name": v.name, "description": v.description} for v in content.levels],
            "pillars": [{"name": p.name, "tagline": p.tagline, "strands": list(p.strands)} for p in content.pillars],
            "domains": [
                {
                    "number": d.number,
                    "title": d.title,
                    "description": d.description,
                    "pillar": d.pillar.name if d.pillar else None,
                }
                for d in content.domains
            ],
        },
        "last_review": profile.since or None,
        "statements": [_statement(row) for row in profile.rows],
        "next_steps": [_step(printed(step)) for step in profile.plan],
        "comparison": _comparison(comparison, review, order.choices) if comparison else None,
    }


def _statement(row: ProfileRow) -> StatementData:
    return {
        "code": row.statement.code,
        "text": row.statement.text,
        "domain": row.statement.domain_number,
        "level": row.agreed.value if row.agreed else None,
        "rationale": wording.plain(row.rationale),
        "left_open": wording.plain(row.left_open_reason),
        "level_last_time": row.last.value if row.last else None,
    }


def _step(step: Step) -> StepData:
    return {
        "about": step.about,
        "text": step.text,
        "owner": step.owner,
        "due_on": step.due_on.isoformat() if step.due_on else None,
        "half_term": step.half_term or None,
        "priority": step.priority_words.lower(),
        "status": step.status,
    }


def _comparison(comparison: Comparison, review: Review, choices: Choices) -> list[ComparedData]:
    """How colleagues saw each statement, of what was chosen."""
    notes = {}
    if choices.differences:
        notes = {note.statement_id: note for note in AgreementNote.objects.filter(review=review)}
    found = []
    for row in comparison.rows:
        told: ComparedData = {"code": row.statement.code}
        if choices.ratings:
            told["counts"] = {str(level.value): len(row.at(level.value)) for level in comparison.content.levels}
            told["cant_say"] = row.cant_say
        if choices.ratings or choices.notes:
            told["ratings"] = [_rating(voice) for voice in voices_of(row, comparison, choices)]
        if choices.differences:
            note = notes.get(row.statement.id)
            told["how_far_apart"] = row.band_words
            told["why_views_differed"] = Why(note.why).label if note and note.why else None
            told["dissent"] = wording.plain(note.dissent) if note and note.dissent else None
        found.append(told)
    return found


def _rating(voice: Voice) -> RatingData:
    return {
        "who": voice.who or None,
        "level": voice.level or None,
        "evidence": voice.note,
        "suggestion": voice.suggestion,
    }


def write_whole(review: WholeReview) -> bytes:
    """As JSON in UTF-8."""
    refuse_too_much(review, MOST_LETTERS_IN_SHEETS, "Leave out the notes.")
    return json.dumps(review, ensure_ascii=False, indent=2).encode() + b"\n"


def check_whole(made: bytes) -> FinishedReport:
    """It can be read back."""
    if json.loads(made)["version"] != VERSION:
        raise Faulty("The data has another form.")
    return FinishedReport(made, None)
