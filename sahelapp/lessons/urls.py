from django.urls import path

from sahelapp.lessons import views

app_name = "lessons"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.lesson, name="lesson"),
    path("<slug:slug>/read/", views.mark_read, name="mark_read"),
]
