"""How closely YST supports a trust, and notes: written by YST's people, read by the trust where they show them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import membership_for, trust_for_yst, yst_person_for
from accounts.answering import in_turn, page, status_of
from accounts.models import Trust, YstPerson
from accounts.refusals import Refused
from reviews.portfolio import Note, levels_set, note_of, notes_of
from reviews.portfolio.forms import NoteForm, SupportLevelForm
from reviews.portfolio.operations import change_note, set_support_level, write_note


@require_safe
def support_detail(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """For every member: how closely YST supports the trust, and the notes that it shows them."""
    member = membership_for(request, trust_slug)
    return page(
        request, "portfolio/support_detail.html", member, levels=levels_set(member.trust),
        notes=notes_of(member.trust, most=None),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@in_turn
def support_level_update(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Set how closely a trust is supported."""
    person, trust = yst_person_for(request), trust_for_yst(trust_slug)
    levels = levels_set(trust)
    now = levels[0] if levels else None
    initial = {"level": now.level if now else ""}
    form = SupportLevelForm(request.POST or None, initial=initial, changed_by=now.set_by_name if now else "")
    if request.method == "POST" and form.is_valid():
        set_support_level(trust=trust, level=form.cleaned_data["level"], by=person, at=timezone.now())
        messages.success(request, f"Support for {trust.name} is saved. Its members see it.")
        return redirect("reviews:portfolio_trust_detail", trust_slug)
    return page(
        request, "portfolio/support_level_update.html", person, trust=trust, form=form, levels=levels,
        status=status_of(form),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def support_note_create(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Write a note, or a correction of the one that the address names."""
    person, trust = yst_person_for(request), trust_for_yst(trust_slug)
    corrects = corrected_note(request, trust, person)
    initial: dict[str, object] = {"happened_on": timezone.localdate()}
    if corrects:
        initial = {"happened_on": corrects.happened_on, "kind": corrects.kind, "text": corrects.text}
    form = NoteForm(request.POST or None, initial=initial, today=timezone.localdate(), corrects=corrects, new=True)
    if request.method == "POST" and form.is_valid():
        try:
            write_note(
                trust=trust, content=form.content(), corrects=corrects.uuid if corrects else None, by=person,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return noted(request, trust, "The note is saved.")
    return note_page(request, person, trust, form, corrects=corrects)


@require_http_methods(["GET", "POST"])
@in_turn
def support_note_update(request: HttpRequest, trust_slug: str, note_id: UUID) -> HttpResponse:
    """Change a note of one's own, for a day."""
    person, trust = yst_person_for(request), trust_for_yst(trust_slug)
    note = note_of(trust, note_id, by=person.user_id)
    if note is None:
        raise Http404
    initial: dict[str, object] = {
        name: getattr(note, name) for name in ("kind", "happened_on", "text", "shown_to_trust")
    }
    form = NoteForm(request.POST or None, initial=initial, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            change_note(trust=trust, note_id=note_id, content=form.content(), by=person, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return noted(request, trust, "The note is changed.")
    return note_page(request, person, trust, form, note=note)


def corrected_note(request: HttpRequest, trust: Trust, person: YstPerson) -> Note | None:
    """The note that the address asks to correct; 404 when it names one that is not of this trust."""
    if not (asked := request.GET.get("corrects")):
        return None
    try:
        found = note_of(trust, UUID(asked), by=person.user_id)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def noted(request: HttpRequest, trust: Trust, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("reviews:portfolio_trust_detail", trust.slug)


def note_page(
    request: HttpRequest, person: YstPerson, trust: Trust, form: NoteForm, *, note: Note | None = None,
    corrects: Note | None = None,
) -> HttpResponse:  # fmt: skip
    """The form of a note: a new one, a correction, or one that is being changed."""
    return page(
        request, "portfolio/support_note_form.html", person, trust=trust, form=form, note=note, corrects=corrects,
        status=status_of(form),
    )  # fmt: skip
