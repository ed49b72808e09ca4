"""Trusts, everything in a review, and YST's portfolio. The trust is in the address, never in the session."""

from django.urls import include, path

from reviews.home import (
    comparison_views as comparison,
    review_views as reviews,
    sign_off_views as sign_off,
    statement_views as statements,
    trust_views as trusts,
)
from reviews.meeting import minutes_views as minutes, views as meeting
from reviews.plan import views as plan
from reviews.portfolio import (
    assigning_views as assigning,
    export_views as exports,
    first_lead_views as first_leads,
    inviting_views as inviting_many,
    sharing_views as sharing,
    support_views as supporting,
    views as portfolio,
)
from reviews.releases import national_views as national, views as releases
from reviews.reports import views as reports
from reviews.review.views import agreeing, outcome, own_answers, rating, revealing, setting_up

app_name = "reviews"

one_review = [
    path("", reviews.review_detail, name="review_detail"),
    path("set-up/", setting_up.review_update, name="review_update"),
    path("reviewers/", setting_up.reviewer_list, name="reviewer_list"),
    path("reviewers/<int:reviewer_id>/removal/", setting_up.reviewer_removal_create, name="reviewer_removal_create"),
    path("start/", setting_up.start_create, name="start_create"),
    path("cancellation/", setting_up.cancellation_create, name="cancellation_create"),
    path("rating/", rating.rating_continue, name="rating_continue"),
    path("rating/<int:domain_number>/", rating.rating_update, name="rating_update"),
    path("rating/<int:domain_number>/cant-say/", rating.cant_say_create, name="cant_say_create"),
    path("answers/", own_answers.answer_list, name="answer_list"),
    path("answers/print/", own_answers.answer_print, name="answer_print"),
    path("submission/", own_answers.submission_create, name="submission_create"),
    path("submission/recall/", own_answers.recall_create, name="recall_create"),
    path("names/", revealing.names_request_create, name="names_request_create"),
    path("names/answer/", revealing.names_answer_create, name="names_answer_create"),
    path("reveal/", revealing.reveal_create, name="reveal_create"),
    path("outcome/", outcome.outcome_detail, name="outcome_detail"),
    path("comparison/", comparison.comparison_detail, name="comparison_detail"),
    path("comparison/unanimous/", agreeing.unanimous_create, name="unanimous_create"),
    path("comparison/rest-open/", agreeing.rest_open_create, name="rest_open_create"),
    path("comparison/unanimous/undo/", agreeing.unanimous_undo_create, name="unanimous_undo_create"),
    path("meeting/", meeting.meeting_detail, name="meeting_detail"),
    path("meeting/new/", meeting.meeting_create, name="meeting_create"),
    path("meeting/now/", meeting.meeting_now, name="meeting_now"),
    path("meeting/presence/", meeting.meeting_join, name="meeting_join"),
    path("meeting/move/", meeting.meeting_move, name="meeting_move"),
    path("meeting/end/", meeting.meeting_end, name="meeting_end"),
    path("meetings/<uuid:meeting_id>/", minutes.meeting_minutes, name="meeting_minutes"),
    path("meetings/<uuid:meeting_id>/print/", minutes.meeting_minutes_print, name="meeting_minutes_print"),
    path("statements/<str:code>/", statements.agreed_level_update, name="agreed_level_update"),
    path("statements/<str:code>/next-steps/", statements.statement_step_create, name="statement_step_create"),
    path("plan/", plan.plan_detail, name="plan_detail"),
    path("next-steps/", plan.next_step_create, name="next_step_create"),
    path("next-steps/<uuid:step_id>/", plan.next_step_update, name="next_step_update"),
    path("next-steps/<uuid:step_id>/updates/", plan.step_update_create, name="step_update_create"),
    path("sign-off/", sign_off.sign_off_create, name="sign_off_create"),
    path("reopening/", sign_off.reopening_create, name="reopening_create"),
    path("results/", sign_off.results_detail, name="results_detail"),
    path("national/", national.national_detail, name="national_detail"),
    path("sharing/", sharing.sharing_update, name="sharing_update"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<uuid:report_id>/", reports.report_detail, name="report_detail"),
    path("reports/new/<str:kind>/", reports.report_create, name="report_create"),
    path("reports/<uuid:report_id>/retry/", reports.report_retry_create, name="report_retry_create"),
    path("reports/<uuid:report_id>/again/", reports.report_again_create, name="report_again_create"),
    path("reports/<uuid:report_id>/file/", reports.report_file, name="report_file"),
]

one_release = [
    path("", releases.release_detail, name="release_detail"),
    path("publication/", releases.release_publication_create, name="release_publication_create"),
    path("discarding/", releases.release_discarding_create, name="release_discarding_create"),
    path("retry/", releases.release_retry_create, name="release_retry_create"),
]

urlpatterns = [
    path("trusts/<trust:trust_slug>/", trusts.trust_detail, name="trust_detail"),
    path("trusts/<trust:trust_slug>/support/", supporting.support_detail, name="support_detail"),
    path("trusts/<trust:trust_slug>/reviews/new/", setting_up.review_create, name="review_create"),
    path("trusts/<trust:trust_slug>/reviews/<uuid:review_id>/", include(one_review)),
    path("yst/", portfolio.portfolio_detail, name="portfolio_detail"),
    path("yst/releases/", releases.release_list, name="release_list"),
    path("yst/releases/new/", releases.release_create, name="release_create"),
    path("yst/releases/<uuid:release_id>/", include(one_release)),
    path("yst/help-needed/", portfolio.portfolio_needs, name="portfolio_needs"),
    path("yst/first-leads/", inviting_many.first_leads_create, name="first_leads_create"),
    path("yst/assignments/", assigning.assignment_create, name="assignment_create"),
    path("yst/exports/", exports.portfolio_export_create, name="portfolio_export_create"),
    path("yst/exports/<uuid:export_id>/", exports.portfolio_export_detail, name="portfolio_export_detail"),
    path("yst/exports/<uuid:export_id>/file/", exports.portfolio_export_file, name="portfolio_export_file"),
    path("yst/trusts/new/", portfolio.trust_create, name="trust_create"),
    path("yst/trusts/<trust:trust_slug>/", portfolio.portfolio_trust_detail, name="portfolio_trust_detail"),
    path("yst/trusts/<trust:trust_slug>/support/", supporting.support_level_update, name="support_level_update"),
    path("yst/trusts/<trust:trust_slug>/notes/new/", supporting.support_note_create, name="support_note_create"),
    path(
        "yst/trusts/<trust:trust_slug>/notes/<uuid:note_id>/",
        supporting.support_note_update,
        name="support_note_update",
    ),
    path("yst/trusts/<trust:trust_slug>/first-lead/", first_leads.first_lead_create, name="first_lead_create"),
    path(
        "yst/trusts/<trust:trust_slug>/first-lead/withdrawal/",
        first_leads.first_lead_withdrawal_create,
        name="first_lead_withdrawal_create",
    ),
    path("yst/trusts/<trust:trust_slug>/advisors/", portfolio.assignment_update, name="assignment_update"),
]
