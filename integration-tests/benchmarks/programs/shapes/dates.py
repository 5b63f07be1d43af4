"""Dates and times: arithmetic, comparison, text in both directions, time zones."""

from datetime import UTC, date, datetime, timedelta, timezone

ZONES = [UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-8)), None]


def events(count):
    state, made, moment = 11, [], datetime(2020, 1, 1)
    for number in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        moment += timedelta(minutes=state % 977, seconds=state % 61, microseconds=state % 1_000_003)
        made.append(moment.replace(tzinfo=ZONES[number % 4]))
    return made


def run():
    made = events(4_000)
    texts = [moment.isoformat() for moment in made]
    again = [datetime.fromisoformat(text) for text in texts]
    utc = sorted(moment.astimezone(UTC) for moment in made if moment.tzinfo)
    gaps = sum((b - a for a, b in zip(utc, utc[1:])), timedelta())
    weeks = {}
    for moment in made:
        key = moment.isocalendar()[:2]
        weeks[key] = weeks.get(key, 0) + 1
    first = min(moment.date() for moment in made)
    days = (date(2030, 1, 1) - first).days + sum(moment.weekday() for moment in made)
    labels = {moment.strftime("%Y-%m %H:%M") for moment in made[:1000]}
    return again == made, str(gaps), len(weeks), days, len(labels), gaps / timedelta(hours=1), repr(again[-1])
