"""The least Django project that saves one rating and shows 42 statements by 5 reviewers."""
