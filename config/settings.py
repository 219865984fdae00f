"""Everything that differs between installations comes from the environment."""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from config.environment import read_environment

BASE_DIR = Path(__file__).resolve().parent.parent
os.umask(0o077)  # every file that the program makes is its owner's alone
env = read_environment(BASE_DIR)

DEBUG = env.debug
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = env.allowed_hosts
CSRF_TRUSTED_ORIGINS = env.csrf_trusted_origins

INSTALLED_APPS = [
    "ledger",
    "vault",
    "people",
    "governance",
    "api",
    *(["sample"] if DEBUG else []),
    "config.apps.StewardsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "rest_framework",
    "rest_framework_api_key",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.keeping.nothing_is_kept",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Closed unless a view says that it is open: `public` in governance/web/doors.py.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "config.throttling.Throttling",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.gate.middleware.Gatekeeper",
    "config.once.Once",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        # allauth and the admin; everything of our own is Jinja.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "config.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "config.once.form_token",
            ],
        },
    },
]
FORM_RENDERER = "config.jinja.FormRenderer"

DATABASES = {"default": env.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = env.caches

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "people.passwords.HardToGuess"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "people.adapters.SocialAccountAdapter"
MFA_ADAPTER = "people.adapters.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # a shared computer forgets; no box to tick by mistake
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or a stranger could make us write to any address
ACCOUNT_FORMS = {
    "change_password": "people.gate.forms.ChangePassword",
    "reset_password": "people.forgotten.ResetPasswordForm",
    "user_token": "people.gate.forms.ResetLink",
}
ACCOUNT_RATE_LIMITS = False  # people/gate counts, and never by an address alone
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60  # the letter says so
MFA_FORMS = {
    "activate_totp": "people.proofs.AddApp",
    "add_webauthn": "people.proofs.AddPasskey",
    "authenticate": "people.gate.forms.Authenticate",
    "reauthenticate": "people.gate.forms.Reauthenticate",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a key that somebody found opens nothing
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Keyholder"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up: an address was given by whoever invited
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = env.oidc_providers
OIDC_ISSUER = env.oidc.issuer
OIDC_ACR = env.oidc.acr
OIDC_AMR = env.oidc.amr
OIDC_ROLES = env.oidc.roles
OIDC_GROUPS_CLAIM = env.oidc.groups_claim

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.time_zone
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None if DEBUG else BASE_DIR / "var" / "static"  # `collectstatic` fills it
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = False
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

vars().update(env.email)
DEFAULT_FROM_EMAIL = env.from_email

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *env.oidc.form_actions],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if not DEBUG:
    # Bound to this very host: a page of a neighbour under the same domain cannot set them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.ssl_redirect
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

CSRF_FAILURE_VIEW = "config.errors.forbidden"
# A secret may stand in any variable or field, so a report of an error shows none of them.
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.discretion.Discreet"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"standard error": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["standard error"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would send errors by e-mail.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        **{room: {"level": "INFO"} for room in ("ledger", "vault", "people", "governance", "api")},
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.NobodyByDefault"],
    "DEFAULT_RENDERER_CLASSES": ["api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["api.rates.Rate"],
    "EXCEPTION_HANDLER": "api.problems.handle",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Keyholder",
    "DESCRIPTION": "The register of an organisation's official social media channels.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "ChannelState": "governance.models.Channel.State",
        "PlanState": "governance.models.Plan.State",
        "ReviewState": "governance.models.Review.State",
        "PlanKind": "governance.models.Plan.Kind",
        "ReviewKind": "governance.models.Review.Kind",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
API_KEY_CUSTOM_HEADER = None

# Our own
KEYHOLDER_ORGANISATION = env.organisation
KEYHOLDER_THEME = env.theme
KEYHOLDER_PUBLIC_DIRECTORY = env.public_directory
KEYHOLDER_BASE_URL = env.base_url
KEYHOLDER_NOTICE_DAYS = env.notice_days
KEYHOLDER_LEDGER_KEY_FILE = env.ledger_key_file
KEYHOLDER_MASTER_KEY_PROVIDER = env.master_key_provider
KEYHOLDER_MASTER_KEY_FILE = env.master_key_file
KEYHOLDER_MASTER_KEY = env.master_key
KEYHOLDER_PROXIES = env.proxies
KEYHOLDER_MAIL_DOMAINS = env.mail_domains
# Says which browsers somebody has signed in with before.
KEYHOLDER_BROWSER_COOKIE = "keyholder-browser" if DEBUG else "__Host-keyholder-browser"
KEYHOLDER_RATE_WITHOUT_TOKEN = env.rate_without_token
KEYHOLDER_RATE_WITH_TOKEN = env.rate_with_token
