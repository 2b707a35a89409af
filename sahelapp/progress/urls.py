from django.urls import path

from sahelapp.progress import views

app_name = "progress"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/", views.export, name="export"),
    path("erase/", views.erase, name="erase"),
    path("erased/", views.erased, name="erased"),
    path("leave/", views.leave, name="leave"),
    path("carry-over/", views.carry_over, name="carry_over"),
]
