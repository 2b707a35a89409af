"""Settings: development by default, production from the environment (see deploy/sahelapp.env.example)."""

import os
import sqlite3
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SAHELAPP_VAR", BASE_DIR / "var"))

DEBUG = os.environ.get("DJANGO_DEBUG", "1") == "1"
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY") or ("only-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set DJANGO_SECRET_KEY to a long random text (see deploy/sahelapp.env.example).")
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "").split(",")

# What pages say about the site itself.
SITE_URL = os.environ.get("SAHELAPP_SITE_URL", "http://localhost:8000").rstrip("/")
CONTACT = os.environ.get("SAHELAPP_CONTACT", "contact@example.org")
PUBLISHER = os.environ.get("SAHELAPP_PUBLISHER", "Sahelapp")
AS_KNOWN_ON = "2026-06-30"  # where the fact base ends

INSTALLED_APPS = [
    "sahelapp.pages",
    "sahelapp.course",
    "sahelapp.operations",
    "sahelapp.progress",
    "sahelapp.lessons",
    "sahelapp.lab",
    "sahelapp.timeline",
    "sahelapp.evidence",
    "sahelapp.catalogue",
    "sahelapp.accounts",
    "quizzes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.forms",
    "django_htmx",
]

MIDDLEWARE = [
    "sahelapp.pages.middleware.request_id",
    "sahelapp.pages.stored.stored_pages",  # outside of all whose headers it keeps
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "sahelapp.pages.middleware.compress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sahelapp.pages.middleware.cache_policy",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sahelapp.pages.middleware.language_of_path",
    "sahelapp.pages.middleware.only_utf8",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "sahelapp.urls"
WSGI_APPLICATION = "sahelapp.wsgi.application"
QUIZZES_SITE = "sahelapp.plug.Sahel"
QUIZZES_SEATS = ("paris", "bamako", "other")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["quizzes.templatetags.icons"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sahelapp.pages.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_SQLITE = f"sqlite:///{VAR / 'sahelapp.sqlite3'}"
DATABASES = {"default": dj_database_url.config(default=_SQLITE, conn_max_age=None, conn_health_checks=True)}
# SQLite 3.7.0-3.51.2 has a rare race in WAL mode that can corrupt the file; fixed in 3.51.3 and in these two branches.
WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3) or sqlite3.sqlite_version_info in {(3, 50, 7), (3, 44, 6)}
SQLITE_JOURNAL = "WAL" if WAL_IS_SAFE else "TRUNCATE"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Ours is Django's own with a queue of writers: SQLite itself lets some wait for seconds while others go first.
    DATABASES["default"]["ENGINE"] = "sahelapp.sqlite3"
    # IMMEDIATE: without it about half of concurrent writes fail with "database is locked".
    # FULL: acknowledged commits survive a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={SQLITE_JOURNAL}; PRAGMA synchronous=FULL;",
    }

CACHES = {
    # In the database, so that rate limits are shared by all processes.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 2000},  # of 1 to 4 kB, once in each process
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "progress:index"
ACCOUNT_ADAPTER = "sahelapp.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # allauth takes guests for logged-in people
ACCOUNT_LOGOUT_REDIRECT_URL = "pages:home"
ACCOUNT_FORMS = {
    "login": "sahelapp.accounts.forms.LoginForm",
    "signup": "sahelapp.accounts.forms.SignupForm",
    "change_password": "sahelapp.accounts.forms.ChangePasswordForm",
    "set_password": "sahelapp.accounts.forms.SetPasswordForm",
    "reset_password": "sahelapp.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "sahelapp.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "sahelapp.accounts.forms.ReauthenticateForm",
    "add_email": "sahelapp.accounts.forms.AddEmailForm",
}
# A school comes from one address: what is counted per address must let a class in at once.
ACCOUNT_RATE_LIMITS = {"signup": "120/m/ip", "login": "240/m/ip", "login_failed": "60/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SAHELAPP_PROXIES", "0" if DEBUG else "1"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_ISSUER = PUBLISHER
# Staff change what all others read: in production a password alone does not open the admin.
MFA_REQUIRED_FOR_STAFF = os.environ.get("SAHELAPP_STAFF_SECOND_FACTOR", "0" if DEBUG else "1") == "1"

LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Africa/Bamako"
USE_TZ = True
FORMAT_MODULE_PATH = ["sahelapp.pages.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SESSION_ENGINE = "sahelapp.accounts.sessions"
SESSION_COOKIE_AGE = 365 * 24 * 3600  # a guest has nothing but this cookie
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = False  # one listener reads it for htmx, so that pages stay cacheable
CSRF_FAILURE_VIEW = "sahelapp.pages.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

SECURE_CSP = {
    "default-src": [CSP.NONE],
    **{f"{kind}-src": [CSP.SELF] for kind in ("script", "style", "img", "font", "connect", "manifest", "worker")},
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
# Who may show the timeline in a frame of theirs, as origins; `*` for everybody, nothing for nobody.
EMBED_ANCESTORS = os.environ.get("SAHELAPP_EMBED_ANCESTORS", "").split()
SECURE_REFERRER_POLICY = "same-origin"
if not DEBUG:
    SECURE_SSL_REDIRECT = os.environ.get("SAHELAPP_SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "sahelapp.pages.middleware.RequestId"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SAHELAPP_LOG_LEVEL", "INFO")},
    # Django's own handler would say everything twice in development.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
