"""What sys.settrace, sys.setprofile, sys.monitoring and f_locals tell of running code."""

import sys
import bdb

HERE = __file__


def describe(arg):
    return type(arg).__name__ if isinstance(arg, (tuple, BaseException)) else repr(arg)


class Log:
    def __init__(self):
        self.lines = []

    def trace(self, frame, event, arg):
        if frame.f_code.co_filename != HERE:
            return None
        self.lines.append((event, frame.f_code.co_name, frame.f_lineno, describe(arg)))
        return self.trace

    def show(self, title):
        print("--", title)
        for line in self.lines:
            print(*line)


def count(n):
    for i in range(n):
        yield i


def statements(a):
    "Many kinds of statement."
    x = 1
    if a:
        x = (2 +
             a)
    else:
        x = 3
    for i in count(2):
        x += i
    while x > 5:
        x -= 1
        if x == 6:
            continue
    try:
        1 / 0
    except ZeroDivisionError as e:
        y = 2
    finally:
        z = 1
    match x:
        case 1:
            pass
        case [a, b]:
            pass
        case _:
            q = 1

    class Inner:
        """Doc."""
        y = 2

        def method(self):
            return self.y

    add = lambda p, q: p + q
    add(Inner().method(), x)
    items = [i for i in range(2)]
    return items


def unhandled():
    try:
        raise KeyError
    except ValueError:
        pass


def traced(function, *args):
    log = Log()
    sys.settrace(log.trace)
    try:
        function(*args)
    except KeyError:
        pass
    finally:
        sys.settrace(None)
    log.show(function.__name__)


def profiled():
    events = []

    def profile(frame, event, arg):
        if frame.f_code.co_filename == HERE:
            events.append((event, frame.f_code.co_name, getattr(arg, "__name__", None) if event.startswith("c_") else repr(arg)))

    def work():
        values = [3, 1, 2]
        values.sort()
        len(values)
        try:
            int("x")
        except ValueError:
            pass
        return sorted(values)

    sys.setprofile(profile)
    work()
    sys.setprofile(None)
    print("-- profile")
    for event in events:
        if event[2] != "setprofile":
            print(*event)


def monitored():
    monitoring = sys.monitoring
    events = monitoring.events
    tool = monitoring.DEBUGGER_ID
    seen = []

    def work(n):
        total = 0
        for i in range(n):
            total += i
        return total

    def line(code, number):
        seen.append(("line", code.co_name, number - code.co_firstlineno))

    def start(code, offset):
        seen.append(("start", code.co_name))

    def returned(code, offset, value):
        seen.append(("return", code.co_name, value))

    monitoring.use_tool_id(tool, "log")
    monitoring.register_callback(tool, events.LINE, line)
    monitoring.register_callback(tool, events.PY_START, start)
    monitoring.register_callback(tool, events.PY_RETURN, returned)
    monitoring.set_local_events(tool, work.__code__, events.LINE | events.PY_START | events.PY_RETURN)
    work(3)
    monitoring.set_local_events(tool, work.__code__, 0)
    work(1)
    monitoring.free_tool_id(tool)
    print("-- monitoring")
    for event in seen:
        print(*event)


class Stepper(bdb.Bdb):
    def user_line(self, frame):
        print("at", frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, sorted(frame.f_locals))
        self.set_step()

    def user_return(self, frame, value):
        print("returns", frame.f_code.co_name, value)


def stepped(a):
    b = a + 1
    c = b * 2
    return c


def write_through():
    x = 1
    names = sys._getframe().f_locals
    names["x"] = 5
    names["new"] = 7
    print("-- f_locals", x, names["new"], sorted(names), sorted(locals()))
    try:
        del names["x"]
    except ValueError as e:
        print(e)


traced(statements, 4)
traced(unhandled)
profiled()
monitored()
Stepper().runcall(stepped, 1)
write_through()
