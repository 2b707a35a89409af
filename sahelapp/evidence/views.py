"""The reading room: lists and pages of sources, actors, terms and places, each with what mentions it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sahelapp.catalogue.reading import mentioned_in
from sahelapp.evidence import indexes
from sahelapp.evidence.indexes import SourceFilter
from sahelapp.evidence.models import Actor, Evidence, Place, Source, Term


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    wanted = SourceFilter.from_query(request.GET)
    every = list(Source.objects.all())
    found = [source for source in every if wanted.admits(source)]
    context = {
        "wanted": wanted,
        "letters": indexes.by_letter(found, lambda source: source.publisher),
        "found": len(found),
        "total": len(every),
        "kinds": Source.Kind.choices,
        "languages": Source.Language.choices,
    }
    return render(request, "evidence/sources.html", context)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, get_object_or_404(Source, slug=slug))


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    parties = indexes.by_party(Actor.objects.all(), get_language())
    return render(request, "evidence/actors.html", {"parties": parties})


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, get_object_or_404(Actor, slug=slug))


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    letters = indexes.by_letter(Term.objects.all(), lambda term: term.name.raw(get_language()))
    return render(request, "evidence/terms.html", {"letters": letters})


@require_safe
def term(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, get_object_or_404(Term, slug=slug))


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    countries = indexes.by_country(Place.objects.all(), get_language())
    return render(request, "evidence/places.html", {"countries": countries})


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, get_object_or_404(Place, slug=slug))


def _page(request: HttpRequest, thing: Evidence) -> HttpResponse:
    """The page of one thing, under its own name in the template, and what mentions it."""
    kind = thing.kind_of_entry
    context = {kind: thing, "mentioned_in": mentioned_in(kind, thing.slug, get_language())}
    return render(request, f"evidence/{kind}.html", context)
