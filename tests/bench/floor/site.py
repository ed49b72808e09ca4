"""Two views: save one rating, and the page with everybody's. Four statements and five, with session and account."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST

MEMBER = "select role from membership where trust_id = %s and user_id = %s"
SAVE = """
insert into rating (review_id, user_id, statement_id, level) values (%s, %s, %s, %s)
on conflict (review_id, user_id, statement_id) do update set level = excluded.level, changed_at = now()
"""
FRAGMENT_BYTES = 300


def fragment(statement: int, level: int) -> str:
    """What the browser swaps in, as long as a real one."""
    start = f'<div id="s{statement}" class="statement" hx-swap-oob="true"><span>{level}</span>'
    start += '<span role="status">Saved</span>'
    return start + " " * (FRAGMENT_BYTES - len(start) - 6) + "</div>"


@require_POST
def save(request: HttpRequest, trust: int) -> HttpResponse:
    """Session, user, membership, upsert, 300 bytes."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    statement, level = int(request.POST["statement"]), int(request.POST["level"])
    with connection.cursor() as cursor:
        cursor.execute(MEMBER, [trust, request.user.pk])
        if cursor.fetchone() is None:
            return HttpResponseForbidden()
        cursor.execute(SAVE, [trust, request.user.pk, statement, level])
    return HttpResponse(fragment(statement, level))


def page(request: HttpRequest, trust: int) -> HttpResponse:
    """42 statements with five ratings each: three queries and one flat template."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    with connection.cursor() as cursor:
        cursor.execute(MEMBER, [trust, request.user.pk])
        if cursor.fetchone() is None:
            return HttpResponseForbidden()
        cursor.execute("select id, domain, text from statement order by id")
        statements = cursor.fetchall()
        cursor.execute("select statement_id, user_id, level, note from rating where review_id = %s", [trust])
        ratings: dict[int, list[tuple[int, int, str]]] = {}
        for statement, *rest in cursor.fetchall():
            ratings.setdefault(statement, []).append(tuple(rest))
    rows = [{"id": i, "domain": d, "text": t, "ratings": sorted(ratings.get(i, ()))} for i, d, t in statements]
    return render(request, "page.html", {"rows": rows, "trust": trust})


urlpatterns = [path("trusts/<int:trust>/rating/", save), path("trusts/<int:trust>/comparison/", page)]
