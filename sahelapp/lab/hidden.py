"""A game by hand against a strategy whose name is not told before the end.

The address holds the whole game: its number, its settings and the moves so far, signed. Who the opponent is follows
from the number and the site's secret key, so that no page, no address and no database holds it. A signature keeps
anybody from asking for the end of a game that was not played.
"""

import re
import secrets
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from quizzes.engine.dice import seeded
from sahelapp.lab.game import STANDARD, Match, Payoffs, Strategy, play, scripted
from sahelapp.lab.strategies import STRATEGIES

FEWEST, MOST = 10, 20  # rounds; how many it will be is not told either, or the last one would be played as the last
MOST_MISREADS = 50  # percent; beyond, a move would say less than nothing
_SALT = "sahelapp.lab.hidden"
_SHAPE = re.compile(rf"1_([0-9a-f]{{16}})_(-?\d\d?)_(-?\d\d?)_(-?\d\d?)_(-?\d\d?)_(\d\d?)_([CD]{{0,{MOST}}})")


@dataclass(frozen=True)
class Game:
    """A game under way or over. `misreads` is in percent; `moves` are the player's, as letters."""

    number: str
    payoffs: Payoffs = STANDARD
    misreads: int = 0
    moves: str = ""

    @classmethod
    def begin(cls, payoffs: Payoffs, misreads: int) -> "Game":
        """A new one, against anybody."""
        return cls(secrets.token_hex(8), payoffs, misreads)

    @classmethod
    def read(cls, token: str) -> "Game | None":
        """From an address; None for what we did not sign."""
        try:
            found = _SHAPE.fullmatch(Signer(salt=_SALT).unsign(token))
        except BadSignature:
            return None
        if found is None:
            return None
        number, *numbers, misreads, moves = found.groups()
        return cls(number, Payoffs(*map(int, numbers)), int(misreads), moves)

    def write(self) -> str:
        """As `read` takes it."""
        payoffs = self.payoffs
        numbers = (payoffs.temptation, payoffs.reward, payoffs.punishment, payoffs.sucker, self.misreads)
        return Signer(salt=_SALT).sign("_".join(("1", self.number, *map(str, numbers), self.moves)))

    def choose(self, move: str) -> "Game":
        """The same, one round later; a game that is over stays as it is."""
        return self if self.is_over else replace(self, moves=self.moves + move)

    @cached_property
    def _secret(self) -> bytes:
        return salted_hmac(_SALT, self.number, algorithm="sha256").digest()

    @property
    def opponent(self) -> Strategy:
        """Who it is. Only for pages of games that are over."""
        return STRATEGIES[int.from_bytes(self._secret[:8]) % len(STRATEGIES)]

    @property
    def rounds(self) -> int:
        """After how many rounds it ends. Only for pages of games that are over."""
        return FEWEST + int.from_bytes(self._secret[8:16]) % (MOST - FEWEST + 1)

    @property
    def is_over(self) -> bool:
        return len(self.moves) >= self.rounds

    @property
    def match(self) -> Match:
        """What really happened so far; the player is the first side."""
        return self._with(self.opponent) if self.moves else Match(b"")

    def against(self, strategy: Strategy) -> Match:
        """What would have happened if this one had played instead, for as many rounds and with the same luck."""
        return self._play(strategy, self.opponent)

    @property
    def doubles(self) -> list[Strategy]:
        """Who else would have made the opponent's moves: nothing in this game could tell them apart.

        Only among those that leave nothing to chance.
        """
        if not self.opponent.is_certain:
            return []
        made = self.match.letters[1]
        return [
            one for one in STRATEGIES if one.is_certain and one != self.opponent and self._with(one).letters[1] == made
        ]

    def _with(self, opponent: Strategy) -> Match:
        return self._play(scripted("player", self.moves), opponent)

    def _play(self, first: Strategy, second: Strategy) -> Match:
        dice = seeded(int.from_bytes(self._secret[16:]))
        return play(first, second, len(self.moves), misreads=self.misreads / 100, dice=dice)
