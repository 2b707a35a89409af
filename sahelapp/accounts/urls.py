from allauth.account.views import password_reset
from django.urls import path
from django.urls.resolvers import RoutePattern

from sahelapp.accounts import views
from sahelapp.accounts.guard import GuardedURLs

urlpatterns = [
    path("settings/", views.preferences, name="account_settings"),
    path("recovery-codes/", views.recovery_codes, name="account_recovery_codes"),
    path("recovery-codes/new/", views.new_recovery_codes, name="account_new_recovery_codes"),
    path("recovery-codes/kept/", views.recovery_codes_kept, name="account_recovery_codes_kept"),
    # Ours before allauth's of the same address.
    path("password/reset/", views.recover, name="account_reset_password"),
    path("password/reset/email/", password_reset, name="account_reset_by_email"),
    path("logout/", views.logout, name="account_logout"),
    path("2fa/totp/activate/", views.activate_totp, name="mfa_activate_totp"),
    GuardedURLs(RoutePattern(""), "allauth.urls"),
]
