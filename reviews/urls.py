"""Trusts, everything in a review, and YST's portfolio. The trust is in the address, never in the session."""

from django.urls import include, path

from reviews.views import (
    agreeing,
    comparison,
    finishing,
    planning,
    portfolio,
    rating,
    reports,
    revealing,
    reviews,
    sharing,
    trusts,
)

app_name = "reviews"

one_review = [
    path("", reviews.review_detail, name="review_detail"),
    path("set-up/", reviews.review_update, name="review_update"),
    path("reviewers/", reviews.reviewer_list, name="reviewer_list"),
    path("reviewers/<int:reviewer_id>/removal/", reviews.reviewer_removal_create, name="reviewer_removal_create"),
    path("start/", reviews.start_create, name="start_create"),
    path("cancellation/", reviews.cancellation_create, name="cancellation_create"),
    path("rating/", rating.rating_continue, name="rating_continue"),
    path("rating/<int:domain_number>/", rating.rating_update, name="rating_update"),
    path("rating/<int:domain_number>/cant-say/", rating.cant_say_create, name="cant_say_create"),
    path("answers/", rating.answer_list, name="answer_list"),
    path("answers/print/", rating.answer_print, name="answer_print"),
    path("submission/", rating.submission_create, name="submission_create"),
    path("submission/recall/", rating.recall_create, name="recall_create"),
    path("names/", revealing.names_request_create, name="names_request_create"),
    path("names/answer/", revealing.names_answer_create, name="names_answer_create"),
    path("reveal/", revealing.reveal_create, name="reveal_create"),
    path("comparison/", comparison.comparison_detail, name="comparison_detail"),
    path("comparison/unanimous/", agreeing.unanimous_create, name="unanimous_create"),
    path("comparison/rest-open/", agreeing.rest_open_create, name="rest_open_create"),
    path("statements/<str:code>/", agreeing.agreed_level_update, name="agreed_level_update"),
    path("statements/<str:code>/next-steps/", agreeing.statement_step_create, name="statement_step_create"),
    path("plan/", planning.plan_detail, name="plan_detail"),
    path("next-steps/", planning.next_step_create, name="next_step_create"),
    path("next-steps/<uuid:step_id>/", planning.next_step_update, name="next_step_update"),
    path("next-steps/<uuid:step_id>/updates/", planning.step_update_create, name="step_update_create"),
    path("sign-off/", finishing.sign_off_create, name="sign_off_create"),
    path("reopening/", finishing.reopening_create, name="reopening_create"),
    path("results/", finishing.results_detail, name="results_detail"),
    path("sharing/", sharing.sharing_update, name="sharing_update"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<uuid:report_id>/", reports.report_detail, name="report_detail"),
    path("reports/<uuid:report_id>/retry/", reports.report_retry_create, name="report_retry_create"),
    path("reports/<uuid:report_id>/file/", reports.report_file, name="report_file"),
]

urlpatterns = [
    path("trusts/<trust:trust_slug>/", trusts.trust_detail, name="trust_detail"),
    path("trusts/<trust:trust_slug>/reviews/new/", reviews.review_create, name="review_create"),
    path("trusts/<trust:trust_slug>/reviews/<uuid:review_id>/", include(one_review)),
    path("yst/", portfolio.portfolio_detail, name="portfolio_detail"),
    path("yst/trusts/new/", portfolio.trust_create, name="trust_create"),
    path("yst/trusts/<trust:trust_slug>/", portfolio.portfolio_trust_detail, name="portfolio_trust_detail"),
    path("yst/trusts/<trust:trust_slug>/first-lead/", portfolio.first_lead_create, name="first_lead_create"),
    path("yst/trusts/<trust:trust_slug>/advisors/", portfolio.assignment_update, name="assignment_update"),
]
