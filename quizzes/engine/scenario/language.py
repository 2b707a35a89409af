"""The small language of authors: `tension >= 3 and not expelled` is a condition, `trust -1; expelled` are effects.

    condition = all {"or" all}          all  = not {"and" not}        not = "not" not | atom
    atom      = "(" condition ")" | "true" | "false" | "seen" "(" scene ")" | "chose" "(" choice ")"
              | flag | counter (">=" | "<=" | ">" | "<" | "=" | "!=") number
    effects   = effect {";" effect}     effect = counter ("+" | "-") number | counter "=" number | ["not"] flag

Words become trees; nothing is ever evaluated as Python. What cannot be read is a `Mistake` at its character, and a
condition with a mistake never holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizzes.engine.scenario.expression import (
    SIGNS,
    All,
    Chose,
    Compare,
    Effect,
    Either,
    Expression,
    IsSet,
    Not,
    Put,
    Seen,
    Step,
    Truth,
    Turn,
)

LONGEST = 500  # characters
DEEPEST = 20  # brackets and nots within one another
RESERVED = frozenset({"and", "or", "not", "true", "false", "seen", "chose"})

_TOKEN = re.compile(r"\w+(?:-\w+)*|>=|<=|!=|\S")
_NUMBER = re.compile(r"[0-9]{1,9}")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong (a code) at which character, 1 for the first; `found` stands there, nothing at the end."""

    says: str
    at: int
    found: str = ""

    @property
    def detail(self) -> str:
        """The character and what stands at it: `12 (three)`."""
        return f"{self.at} ({self.found[:40]})" if self.found else str(self.at)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a text says, as far as it can be read."""

    tree: Expression
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Effects:
    """What a text does, step by step; parts that cannot be read do nothing."""

    steps: tuple[Effect, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def is_name(slug: str) -> bool:
    """Whether a counter or a flag of this name can be told from the words and numbers of the language."""
    return slug not in RESERVED and not slug.isdecimal()


@lru_cache(maxsize=4096)
def condition(words: str) -> Condition:
    """The condition that `words` state; without words one that always holds."""
    if len(words) > LONGEST:
        return Condition(Truth(False), (Mistake("words-too-long", LONGEST + 1),))
    tokens = _Tokens(list(_tokens(words)), len(words) + 1)
    if tokens.here is None:
        return Condition(Truth(True))
    try:
        tree = _either(tokens, 0)
        if tokens.here is not None:
            raise _Unexpected(tokens, "condition-goes-on")
    except _Unexpected as unexpected:
        return Condition(Truth(False), (unexpected.mistake,))
    return Condition(tree)


@lru_cache(maxsize=4096)
def effects(words: str) -> Effects:
    """The effects that `words` state, in their order."""
    if len(words) > LONGEST:
        return Effects((), (Mistake("words-too-long", LONGEST + 1),))
    steps: list[Effect] = []
    mistakes: list[Mistake] = []
    for tokens in _parts(list(_tokens(words)), len(words) + 1):
        try:
            steps.append(_effect(tokens))
        except _Unexpected as unexpected:
            mistakes.append(unexpected.mistake)
    return Effects(tuple(steps), tuple(mistakes))


def write_effects(steps: tuple[Effect, ...]) -> str:
    """The words that `effects` reads."""
    return "; ".join(step.write() for step in steps)


@dataclass(frozen=True, slots=True)
class _Token:
    words: str
    at: int


def _tokens(words: str) -> Iterator[_Token]:
    return (_Token(found[0], found.start() + 1) for found in _TOKEN.finditer(words))


@dataclass(slots=True)
class _Tokens:
    """What is still to be read, where it ends, and what stands there."""

    rest: list[_Token]
    end: int
    after: str = ""
    done: int = 0

    @property
    def here(self) -> str | None:
        return self.rest[self.done].words if self.done < len(self.rest) else None

    @property
    def at(self) -> int:
        return self.rest[self.done].at if self.done < len(self.rest) else self.end

    def take(self, words: str) -> bool:
        """Go on if these words stand here; whether they did."""
        if self.here != words:
            return False
        self.done += 1
        return True

    def expect(self, words: str, says: str) -> None:
        if not self.take(words):
            raise _Unexpected(self, says)

    def name(self, says: str) -> tuple[str, int]:
        """A name of anything, and where it stands."""
        here, at = self.here, self.at
        if here is None or not _WORD.match(here):
            raise _Unexpected(self, says)
        self.done += 1
        return here, at

    def own_name(self, says: str) -> tuple[str, int]:
        """A name that is no word of the language."""
        if self.here is not None and not is_name(self.here):
            raise _Unexpected(self, says)
        return self.name(says)

    def number(self) -> int:
        here = self.here or ""
        if not _NUMBER.fullmatch(here):
            raise _Unexpected(self, "number-expected")
        self.done += 1
        return int(here)


class _Unexpected(Exception):
    """Leaves the grammar for `condition` or `effects`, which return the mistake."""

    def __init__(self, tokens: _Tokens, says: str) -> None:
        super().__init__(says)
        self.mistake = Mistake(says, tokens.at, tokens.after if tokens.here is None else tokens.here)


def _either(tokens: _Tokens, depth: int) -> Expression:
    parts = [_all(tokens, depth)]
    while tokens.take("or"):
        parts.append(_all(tokens, depth))
    return parts[0] if len(parts) == 1 else Either(tuple(parts))


def _all(tokens: _Tokens, depth: int) -> Expression:
    parts = [_not(tokens, depth)]
    while tokens.take("and"):
        parts.append(_not(tokens, depth))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _not(tokens: _Tokens, depth: int) -> Expression:
    if depth > DEEPEST:
        raise _Unexpected(tokens, "condition-too-deep")
    return Not(_not(tokens, depth + 1)) if tokens.take("not") else _atom(tokens, depth)


def _atom(tokens: _Tokens, depth: int) -> Expression:
    if tokens.take("("):
        inner = _either(tokens, depth + 1)
        tokens.expect(")", "bracket-expected")
        return inner
    for words, value in (("true", True), ("false", False)):
        if tokens.take(words):
            return Truth(value)
    for words, asks in (("seen", Seen), ("chose", Chose)):
        if tokens.take(words):
            tokens.expect("(", "bracket-open-expected")
            name, at = tokens.name("name-expected")
            tokens.expect(")", "bracket-expected")
            return asks(name, at)
    name, at = tokens.own_name("name-expected")
    if (sign := tokens.here) not in SIGNS:
        return IsSet(name, at)
    tokens.take(sign)
    return Compare(name, sign, _signed(tokens), at)


def _signed(tokens: _Tokens) -> int:
    below = tokens.take("-")
    return -tokens.number() if below else tokens.number()


def _parts(tokens: list[_Token], end: int) -> Iterator[_Tokens]:
    """The effects between semicolons; a semicolon too many does no harm."""
    part: list[_Token] = []
    for token in tokens:
        if token.words != ";":
            part.append(token)
            continue
        if part:
            yield _Tokens(part, token.at, token.words)
        part = []
    if part:
        yield _Tokens(part, end)


def _effect(tokens: _Tokens) -> Effect:
    down = tokens.take("not")
    name, at = tokens.own_name("name-expected")
    effect: Effect = Turn(name, not down, at)
    if not down and tokens.here is not None:
        effect = _moving(tokens, name, at)
    if tokens.here is not None:
        raise _Unexpected(tokens, "effect-goes-on")
    return effect


def _moving(tokens: _Tokens, name: str, at: int) -> Effect:
    if tokens.take("="):
        return Put(name, _signed(tokens), at)
    if tokens.take("+"):
        return Step(name, tokens.number(), at)
    if tokens.take("-"):
        return Step(name, -tokens.number(), at)
    raise _Unexpected(tokens, "step-expected")
