from django.urls import path

from wellschool.demo import views

app_name = "demo"

urlpatterns = [
    path("sign-in/", views.sign_in_create, name="sign_in_create"),
    path("outbox/", views.outbox_list, name="outbox_list"),
    path("outbox/<str:name>/", views.outbox_detail, name="outbox_detail"),
    path("outbox/<str:name>/html/", views.outbox_html_detail, name="outbox_html_detail"),
]
