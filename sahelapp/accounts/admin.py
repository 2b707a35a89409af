"""People at the desk of administrators: find them, make teachers of them. Codes are only counted."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sahelapp.accounts import actions
from sahelapp.accounts.models import RecoveryCode, User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Everybody, guests too; the filter by kind sorts them out."""

    list_display = ("username", "first_name", "last_name", "kind", "language", "is_staff", "last_login", "date_joined")
    list_filter = ("kind", "language", "is_staff", "is_active", "groups", "date_joined")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("-date_joined",)
    date_hierarchy = "date_joined"
    fieldsets = (*(DjangoUserAdmin.fieldsets or ()), (_("At this site"), {"fields": ("kind", "language")}))
    add_fieldsets = (*DjangoUserAdmin.add_fieldsets, (_("At this site"), {"fields": ("kind", "language")}))
    actions = ("make_teachers",)

    @admin.action(description=_("Make teachers of the selected people"), permissions=["change"])
    def make_teachers(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Guests are left out: nobody could log in as one."""
        people = list(queryset.exclude(kind=User.Kind.GUEST))
        for user in people:
            actions.make_teacher(user)
        words = ngettext("%(n)s person is a teacher now.", "%(n)s people are teachers now.", len(people))
        self.message_user(request, words % {"n": len(people)}, messages.SUCCESS)


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(admin.ModelAdmin):
    """To see whether somebody has codes left. What they are, nobody can see."""

    list_display = ("user", "made_at", "used_at")
    list_filter = ("made_at", "used_at")
    search_fields = ("user__username",)
    fields = ("user", "made_at", "used_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
