"""A game by hand: the address holds all of it, and nothing before its end tells who plays."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.signing import Signer

from sahelapp.lab import strategies as known
from sahelapp.lab.game import STANDARD, Payoffs
from sahelapp.lab.hidden import FEWEST, MOST, Game
from sahelapp.lab.words import STRATEGY_WORDS

pytestmark = pytest.mark.django_db
ADDRESS = "/en/lab/play/"
NUMBERS = [f"{number:016x}" for number in range(300)]
GAMES = [Game(number) for number in NUMBERS]


def one_with(opponent: known.Strategy, rounds: int | None = None, **fields) -> Game:
    """A game against this one."""
    return next(
        Game(game.number, **fields) for game in GAMES if game.opponent == opponent and rounds in (None, game.rounds)
    )


def page(visitor, game: Game, **more: str) -> str:
    answer = visitor.get(ADDRESS, {"game": game.write(), **more})
    assert answer.status_code == 200
    return answer.content.decode()


def played_to_the_end(game: Game, move: str = "C") -> Game:
    while not game.is_over:
        game = game.choose(move)
    return game


def without_token(text: str) -> str:
    return re.sub(r"1_[0-9a-f]{16}_\S*?(?=[\"&])", "TOKEN", text)


def test_every_strategy_and_every_length_comes_up() -> None:
    assert {game.opponent for game in GAMES} == set(known.STRATEGIES)
    assert {game.rounds for game in GAMES} == set(range(FEWEST, MOST + 1))


def test_a_game_passes_through_its_address() -> None:
    game = Game("00000000000000ab", Payoffs(9, 5, -4, -12), 7, "CDDC")
    assert Game.read(game.write()) == game


def test_who_plays_changes_with_the_secret_of_the_site(settings) -> None:
    here = [Game(number).opponent for number in NUMBERS]
    settings.SECRET_KEY = "another secret altogether"
    assert [Game(number).opponent for number in NUMBERS] != here


@pytest.mark.parametrize(
    "token", ["", "bad", "1_00000000000000ab_5_3_1_0_0_CC", "1_00000000000000ab_5_3_1_0_0_CC:x", "\0"]
)
def test_what_we_did_not_sign_is_told_as_no_game(visitor, token: str) -> None:
    answer = visitor.get(ADDRESS, {"game": token, "misreads": "12"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "This game cannot be found" in text
    assert 'name="misreads" value="12"' in text, "what was chosen is still there"


def test_moves_cannot_be_added_to_an_address_by_hand(visitor) -> None:
    token = Game(NUMBERS[0], moves="C").write()
    assert Game.read(token.replace("_C:", "_CCCCCCCCCCCCCCCCCCCC:")) is None


@pytest.mark.parametrize(
    "shape", ["2_00000000000000ab_5_3_1_0_0_", "1_00000000000000ab_5_3_1_0_0_X", "1_ab_5_3_1_0_0_"]
)
def test_what_we_signed_in_another_shape_is_no_game_either(shape: str) -> None:
    assert Game.read(Signer(salt="sahelapp.lab.hidden").sign(shape)) is None


def test_a_new_game_is_drawn_for_each_who_asks_and_is_never_cached(visitor) -> None:
    answers = [visitor.get("/en/lab/play/new/?misreads=5&t=9&r=5&p=4") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] != answers[1]["Location"]
    assert "no-store" in answers[0]["Cache-Control"]
    token = parse_qs(urlsplit(answers[0]["Location"]).query)["game"][0]
    game = Game.read(token)
    assert (game.misreads, game.payoffs, game.moves) == (5, Payoffs(9, 5, 4, 0), "")


def test_a_move_is_made_by_the_address_and_the_next_form_holds_it(visitor) -> None:
    game = one_with(known.TIT_FOR_TAT)
    text = page(visitor, game, move="d")
    assert "Round 2" in text
    token = unescape(re.search(r'name="game" value="([^"]+)"', text)[1])
    assert Game.read(token) == game.choose("D")


def test_an_unknown_move_changes_nothing(visitor) -> None:
    assert "Round 1" in page(visitor, one_with(known.GRIM), move="x")


def test_a_game_that_is_over_takes_no_more_moves(visitor) -> None:
    game = played_to_the_end(one_with(known.GRIM))
    assert game.choose("D") == game
    assert "The game is over" in page(visitor, game, move="d")


# The canary: two opponents who do the same cannot be told apart by anything that is sent.


@pytest.mark.parametrize("misreads", [0, 20])
def test_before_the_end_two_opponents_who_act_alike_have_the_very_same_page(visitor, misreads: int) -> None:
    pages = set()
    for opponent in (known.TIT_FOR_TAT, known.GRIM, known.ALWAYS_COOPERATE, known.TIT_FOR_TWO_TATS):
        game = one_with(opponent, misreads=misreads)
        if misreads:
            pages.add(without_token(page(visitor, game)))
            continue
        for _ in range(FEWEST - 1):
            game = game.choose("C")
        pages.add(without_token(page(visitor, game)))
    assert len(pages) == 1


def test_at_the_end_they_have_the_same_page_until_somebody_guesses(visitor) -> None:
    games = [played_to_the_end(one_with(one, 15)) for one in (known.TIT_FOR_TAT, known.ALWAYS_COOPERATE)]
    before = {without_token(page(visitor, game)) for game in games}
    after = {without_token(page(visitor, game, guess="none")) for game in games}
    assert (len(before), len(after)) == (1, 2)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("opponent", known.STRATEGIES, ids=lambda one: one.slug)
def test_no_page_of_a_game_under_way_names_any_strategy(visitor, opponent, language: str) -> None:
    game = one_with(opponent)
    for move in "CDCDDCCDD":
        answer = visitor.get(f"/{language}/lab/play/", {"game": game.write(), "move": move.lower()})
        text = unescape(answer.content.decode()) + str(answer.headers)
        main = text[text.index("<main") : text.index("</main>")]
        for words in STRATEGY_WORDS.values():
            assert str(words.name) not in main.replace("tit-for-tat laboratory", "")
        for one in known.STRATEGIES:
            assert f'"{one.slug}"' not in text
        game = game.choose(move)


def test_while_moves_may_be_misread_the_page_tells_no_points(visitor) -> None:
    game = one_with(known.TIT_FOR_TAT, misreads=20).choose("C")
    assert "Points so far" not in page(visitor, game)
    assert "Points so far" in page(visitor, one_with(known.TIT_FOR_TAT).choose("C"))


def test_under_way_a_misread_move_looks_as_it_was_seen(visitor) -> None:
    game = next(
        game
        for game in (Game(number, misreads=50, moves="C") for number in NUMBERS)
        if game.match.misread(0) and game.opponent == known.ALWAYS_COOPERATE
    )
    assert "The other side defected." in page(visitor, game)


def test_who_guesses_right_is_told_and_so_is_who_else_it_could_have_been(visitor) -> None:
    game = played_to_the_end(one_with(known.TIT_FOR_TAT))
    text = page(visitor, game, guess="tit-for-tat")
    assert "It was: tit for tat" in text
    assert "You guessed it." in text
    assert "always cooperate; two tits for tat; tit for two tats; grim trigger; win-stay, lose-shift." in text


def test_who_guesses_wrong_learns_both_names(visitor) -> None:
    text = page(visitor, played_to_the_end(one_with(known.ALWAYS_DEFECT), "D"), guess="grim")
    assert "It was: always defect" in text
    assert "You guessed: grim trigger." in text
    assert known.TIT_FOR_TAT not in played_to_the_end(one_with(known.ALWAYS_DEFECT), "D").doubles


def test_what_others_would_have_got_is_played_with_the_same_opponent(visitor) -> None:
    game = played_to_the_end(one_with(known.TIT_FOR_TAT))
    assert game.against(known.ALWAYS_DEFECT).scores(STANDARD)[0] == 5 + game.rounds - 1
    assert game.against(known.ALWAYS_COOPERATE).scores(STANDARD) == game.match.scores(STANDARD)
