"""The terms on which an attempt is started: when, how often, for how long. Most public quizzes have none."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(seconds=10)  # for what was sent at the last second and is still travelling


@dataclass(frozen=True, slots=True)
class Terms:
    """What limits an attempt; None means no limit."""

    opens: datetime | None = None
    closes: datetime | None = None
    tries: int | None = None
    seconds: int | None = None
    extra_seconds: int = 0

    def refusal(self, now: datetime, tries_made: int) -> str | None:
        """Why no attempt may be started now: `not-open-yet`, `closed`, `no-tries-left`; None when it may."""
        if self.opens is not None and now < self.opens:
            return "not-open-yet"
        if self.closes is not None and now >= self.closes:
            return "closed"
        return "no-tries-left" if self.tries is not None and tries_made >= self.tries else None

    def deadline(self, started_at: datetime) -> datetime | None:
        """When the time of an attempt started then is up, whoever is looking; None when it never is.

        What arrives within `GRACE` of it still counts, and nothing is told before that has passed.
        """
        ends = [self.closes] if self.closes is not None else []
        if self.seconds is not None:
            ends.append(started_at + timedelta(seconds=self.seconds + self.extra_seconds))
        return min(ends, default=None)
