#!/bin/sh
# Run a command with production's settings and values that lead nowhere: checks, and static files in the image.
export SECRET_KEY=nowhere-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ
export ISOLATION_KEY=nowhere-9876543210-zyxwvutsrqponmlkjihgfedcba-JIHGFEDCBA
export SECOND_FACTOR_KEY=nowhere-0192837465-azbycxdwevfugthsirjqkplomn-AJBICHDGEF
export DATABASE_URL=postgresql://wellschool_web@nowhere.invalid/wellschool
export REDIS_URL=redis://nowhere.invalid
export ALLOWED_HOSTS=wellschool.example
export SITE_URL=https://wellschool.example
export EMAIL_HOST=nowhere.invalid
export DEFAULT_FROM_EMAIL=no-reply@wellschool.example
export OPERATOR_NAME=Operator
export OPERATOR_CONTACT=privacy@wellschool.example
export DJANGO_SETTINGS_MODULE=wellschool.settings.production
exec "$@"
