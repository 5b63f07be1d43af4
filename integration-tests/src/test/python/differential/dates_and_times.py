"""Random dates, times and durations, told by their seed: arithmetic, comparison, text and pickles; local time in a zone
whose clock is put forward and back; what is refused, and how."""
import os
import pickle
import random
import time
from datetime import date, datetime, time as clock, timedelta, timezone, tzinfo

os.environ["TZ"] = "America/New_York"
time.tzset()


class Zone(tzinfo):
    def __init__(self, offset, name=None, dst=timedelta(0)):
        self.answers = offset, name, dst

    def utcoffset(self, dt):
        return self.answers[0]

    def tzname(self, dt):
        return self.answers[1]

    def dst(self, dt):
        return self.answers[2]

    def __repr__(self):
        return "Zone()"


class Moment(datetime):
    pass


def told(work):
    try:
        return repr(work())
    except Exception as e:
        return f"{type(e).__name__}: {e}"


REFUSED = """
date(); date(1); date(0, 1, 1); date(2000, 13, 1); date(2001, 2, 29); date(1.5, 1, 1); date(b"abcd"); datetime(2000, 1, 1, 24)
datetime(2000, 1, 1, tzinfo=5); datetime(2000, 1, 1, fold=2); clock(24); timedelta("a"); timedelta(days=10**9); timedelta(float("nan"))
timezone(5); timezone(timedelta(days=1)); timezone.utc.utcoffset(5); tzinfo().utcoffset(None); tzinfo().fromutc(5); d + 5; d < dt
dt < utc; dt - utc; date.max + timedelta(1); t < t.replace(tzinfo=timezone.utc); td * "a"; td / 0; td // 1.5; td % 2; td * 10**30
dt.isoformat(timespec="x"); dt.isoformat("ab"); date.fromordinal(0); date.fromisocalendar(2021, 53, 1); date.fromtimestamp(1e20)
datetime.fromtimestamp(1e18); datetime(1, 1, 1).timestamp(); datetime.combine(5, t); date.fromisoformat("2020-W54-1")
clock.fromisoformat("24:01"); clock.fromisoformat("10:11+24:00"); datetime.fromisoformat("2020-02-29T24:00:01"); datetime.now(5)
dt.replace(tzinfo=Zone(5)).utcoffset(); str(dt.replace(tzinfo=Zone(timedelta(days=2)))); utc.astimezone(Zone(None))
""".replace("\n", ";").split(";")
TEXTS = """
2020-02-29 20200229 2020-W01-1 2020W011 2020-W01 2020W01 2020-02 2020-2-29 2020-0229 2020-001 10 10:11 1011 101112 10:11:12.1
10:11:12.123456789 10:11:12,123 T10:11 10:11Z 10:11+01:00 10:11-01:02:03.456 24:00 10: 10:1112 10:11z 2020-02-29T10:11 20200229T101112
2020-W01-1T10 2020-W01T10 2020W011T10 2020W01T10 2020-12-31T24:00:00 2020-02-29T10:11:12.5+05:30 2020-02-29T 2020022910 2020-02-2910:11
""".split()

d, dt, t, td = date(2020, 2, 29), datetime(2020, 2, 29, 13, 4, 5, 678901), clock(1, 2, 3, 4), timedelta(3, 4, 5)
utc = dt.replace(tzinfo=timezone.utc, fold=1)
for line in REFUSED:
    print(line.strip(), told(lambda: eval(line.strip() or "None")))
for text in TEXTS:
    print(text, told(lambda: date.fromisoformat(text)), told(lambda: clock.fromisoformat(text)), told(lambda: datetime.fromisoformat(text)))

r = random.Random(7)


def moment():
    zone = r.choice([None, timezone.utc, timezone(timedelta(minutes=r.randint(-1000, 1000))), Zone(timedelta(hours=-5), "far")])
    return r.choice([datetime, Moment])(r.randint(1, 9999), r.randint(1, 12), r.randint(1, 28), r.randint(0, 23), r.randint(0, 59),
                                        r.randint(0, 59), r.choice([0, r.randint(0, 999_999)]), zone, fold=r.randint(0, 1))


def duration():
    return timedelta(r.randint(-5000, 5000), r.randint(-10**6, 10**6), r.randint(-10**9, 10**9))


FORMAT = "%a %b %d %H:%M:%S %Y %j %U %W %V %G %y %p %I %f %z %:z %Z %%"
for number in range(400):
    a, b, x, y, n, f = moment(), moment(), duration(), duration(), r.randint(1, 50), r.uniform(0.1, 3)
    print(number, *map(told, [
        lambda: a + x, lambda: a - b, lambda: a - x, lambda: a < b, lambda: a == b, lambda: x + y, lambda: x - y, lambda: x * n,
        lambda: x / n, lambda: x // n, lambda: x * f, lambda: x / f, lambda: x / y, lambda: divmod(x, y), a.isocalendar, a.toordinal,
        lambda: date.fromordinal(a.toordinal()), lambda: datetime.fromisoformat(a.isoformat()) == a, lambda: a.strftime(FORMAT),
        lambda: a.timetuple()[:], lambda: a.utctimetuple()[:], lambda: pickle.dumps(a.date(), 5), lambda: pickle.dumps(x, 2),
        lambda: pickle.loads(pickle.dumps((a.date(), x, a.time()))), lambda: a.replace(day=5).weekday(), lambda: a.astimezone(timezone.utc),
        lambda: timedelta(r.uniform(-1e5, 1e5), r.uniform(-1e5, 1e5), r.uniform(-1e8, 1e8), hours=r.uniform(-9, 9)), x.total_seconds,
        lambda: hash(x), lambda: str(a), a.ctime, a.timetz, lambda: hash(a) == hash(a.replace(fold=0)), lambda: str(x), a.timestamp]))

for number in range(300):
    seconds = r.choice([1_583_650_800, 1_604_210_400]) + r.randint(-9000, 9000) + r.choice([0, 0.5, 0.1234565])
    made = datetime.fromtimestamp(seconds)
    print(made, made.fold, made.timestamp(), made.astimezone(), made.replace(fold=1 - made.fold).astimezone(timezone.utc),
          date.fromtimestamp(seconds), datetime.fromtimestamp(seconds, timezone(timedelta(hours=3))))
