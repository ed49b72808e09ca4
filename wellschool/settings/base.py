"""What is the same everywhere. Production, demo and tests add where things are and who may reach them."""

from importlib.resources import files

from celery.schedules import crontab
from csp.constants import NONE, SELF

from wellschool.settings.environment import ROOT
from wellschool.workers import DISPATCH, QUEUES, ROUTES

DEBUG = False
ROOT_URLCONF = "wellschool.urls"
WSGI_APPLICATION = "wellschool.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEMO = False
GALLERY = False  # the components with their states: in the demo and in tests

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "template_partials.apps.SimpleAppConfig",  # the loaders are ours: see TEMPLATES
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts",
    "frameworks",
    "reviews",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ActivityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.PrivateAnswersMiddleware",
    "accounts.middleware.SignedOutMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SignInFirstMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.BodySizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",  # after these three, as it reads the body
    "accounts.middleware.ActorMiddleware",  # last: it holds the transaction of the request
]

EVERY_PAGE = [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "accounts.context_processors.product",
]
TEMPLATES = [
    {
        "NAME": "django",
        "BACKEND": "wellschool.text_templates.TextAndHtmlTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", *EVERY_PAGE],
            "builtins": ["template_partials.templatetags.partials", "reviews.templatetags.wellschool"],
            "loaders": [
                "reviews.design.components.Loader",
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                ),
            ],
        },
    },
    {
        "NAME": "jinja2",  # for long pages, and for what both languages share
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "templates" / "jinja2"],
        "OPTIONS": {"environment": "reviews.jinja2_environment.environment", "context_processors": EVERY_PAGE},
    },
]
REMEMBERED = 20_000_000  # characters of drawn HTML that a process keeps for some minutes; about 150 comparisons
FORM_RENDERER = "accounts.forms.renderer.Renderer"

# -- people ----------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["accounts.sign_in.account.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# a trust's first page, for its members and for YST: accounts lead there and know no other app
TRUST_PAGE, TRUST_PAGE_AT_YST = "reviews:trust_detail", "reviews:portfolio_trust_detail"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.sign_in.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in.address_forms.SignInForm",
    "reset_password": "accounts.sign_in.address_forms.ResetPasswordForm",
    "add_email": "accounts.sign_in.address_forms.AddEmailForm",
    "change_password": "accounts.sign_in.password_forms.ChangePasswordForm",
    "reset_password_from_key": "accounts.sign_in.password_forms.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True

MFA_ADAPTER = "accounts.sign_in.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.sign_in.code_forms.SignInCodeForm",
    "reauthenticate": "accounts.sign_in.code_forms.ConfirmCodeForm",
    "activate_totp": "accounts.sign_in.code_forms.SetUpForm",
}
MFA_TOTP_TOLERANCE = 1  # a step of 30 seconds before and after: clocks differ, and people type slowly
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # every account begins with a proven address; else nobody with a second factor
# could change theirs

SESSION_ENGINE = "accounts.sign_in.sessions"  # in the database; says how long one lasts
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "accounts.message_storage.SavedStorage"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accounts.views.errors.csrf_failure"

INVITATION_DAYS = 14
OPERATOR_NAME, OPERATOR_CONTACT = "Whoever runs this service", "the address that your trust was given"

# -- language, time --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"

# -- what the browser may do -----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes; a whole domain with the longest notes is 110 kB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# -- static files ----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "wellschool.fonts.FontFinder",
]
FONT_FOLDER = str(files("font_manrope") / "files")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # what is uploaded is kept in the database
    "staticfiles": {"BACKEND": "wellschool.static_files.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# -- tasks and mail --------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = "Well School Trust self-review <no-reply@wellschool.example>"
EMAIL_BACKEND = "accounts.outbox.backend.EmailBackend"
EMAIL_TIMEOUT = 10  # seconds, for each answer of the mail server
CELERY_TASK_QUEUES = {name: {"routing_key": name} for name in QUEUES}
CELERY_TASK_ROUTES = ROUTES
CELERY_TASK_DEFAULT_QUEUE = DISPATCH
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # a task that kills its worker would run for ever; leases recover it
CELERY_TASK_TIME_LIMIT = 180  # seconds
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000  # KiB; a process that has grown so far is replaced after its task
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900}  # seconds; longer than the hard time limit
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": seconds, "options": {"expires": expires}}  # a later one comes; none pile up
    for name, task, seconds, expires in (
        ("publish what requests asked for", "accounts.publish_outbox", 1.0, 5),
        ("send mail", "accounts.send_mail", 2.0, 10),
        ("take up reports whose worker died", "reviews.recover_reports", 30.0, 30),
        ("delete reports that are kept no longer", "reviews.expire_reports", 3600.0, 3600),
        ("take up imports whose worker died", "accounts.recover_imports", 30.0, 30),
        ("take up releases whose worker died", "reviews.recover_releases", 30.0, 30),
        ("tend files of the portfolio", "reviews.tend_portfolio_exports", 30.0, 30),
    )
} | {"tidy up": {"task": "accounts.tidy_up", "schedule": crontab(hour="3", minute="20")}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "wellschool.logs.DiscreetFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": []},  # its own would mail requests to somebody
        # a failed statement's parameters could be a rating and its note
        "django.db.backends": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
