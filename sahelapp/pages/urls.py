from django.urls import path

from sahelapp.pages import search, views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("legal/", views.legal, name="legal"),
    path("search/", search.search, name="search"),
    path("style/", views.style, name="style"),
]
