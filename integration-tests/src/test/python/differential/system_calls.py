"""What os offers beside files: scheduling, children, timers, attributes, pseudo-terminals, and the wrong end of a pipe."""
import os
import signal
import sys
import tempfile


def show(function, *arguments, **keywords):
    """Print what a call answers or raises; descriptors and process ids are left out, as they differ."""
    try:
        print(function.__name__, function(*arguments, **keywords))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


def scheduling():
    for arguments in [(5,), ("x",), ()]:
        show(os.sched_param, *arguments)
    show(os.sched_getscheduler, 0)
    show(os.sched_getscheduler, -1)
    show(os.sched_getparam, 0)
    show(os.sched_get_priority_max, os.SCHED_FIFO)
    show(os.sched_get_priority_min, os.SCHED_RR)
    show(os.sched_get_priority_max, -99)
    show(os.sched_setscheduler, 0, os.SCHED_OTHER, os.sched_param(0))
    show(os.sched_setscheduler, 0, os.SCHED_OTHER, os.sched_param("s"))
    show(os.sched_setparam, 0, (0,))
    show(os.sched_setparam, 0, os.sched_param(1 << 40))
    show(os.sched_setaffinity, 0, os.sched_getaffinity(0))
    for cpus in [], [-10], ["x"], [1 << 128], 3, [1 << 31]:
        show(os.sched_setaffinity, 0, cpus)


def children():
    show(os.waitid, os.P_ALL, 0, os.WEXITED)
    show(os.waitid, 99, 0, os.WEXITED)
    pid = os.spawnv(os.P_NOWAIT, "/bin/sh", ["sh", "-c", "exit 7"])
    print(os.waitid(os.P_PID, pid, os.WEXITED)[2:])
    pid = os.spawnv(os.P_NOWAIT, "/bin/sh", ["sh", "-c", "exec sleep 300"])
    print(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG))
    os.kill(pid, signal.SIGKILL)
    print(os.waitid(os.P_PIDFD, os.pidfd_open(pid), os.WEXITED | os.WNOWAIT)[2:])
    print(os.waitpid(pid, 0)[1])
    show(os.spawnv, os.P_WAIT, "/bin/sh", ["sh", "-c", "exit 7"])
    show(os.spawnv, os.P_WAIT, "/nowhere", ["sh"])
    show(os.spawnvp, os.P_WAIT, "sh", ["sh", "-c", "kill -9 $$"])
    show(os.spawnle, os.P_WAIT, "/bin/sh", "sh", "-c", "exit $X", {"X": "4"})
    show(os.spawnlp, os.P_WAIT, "sh", "sh", "-c", "exit 3")
    for arguments in [], [""], "x":
        show(os.spawnv, os.P_WAIT, "/bin/sh", arguments)


def descriptors():
    with open("f", "w+b", buffering=0) as file:
        file.write(b"hello world")
        fd = file.fileno()
        buffers = [bytearray(2), bytearray(3)]
        show(os.preadv, fd, buffers, 1)
        print(buffers)
        show(os.pwritev, fd, [b"XX", b"YY"], 3)
        show(os.pread, fd, 20, 0)
        show(os.preadv, fd, 3, 0)
        reading, writing = os.pipe()
        show(os.splice, fd, writing, 5, offset_src=2)
        show(os.read, reading, 9)
        show(os.splice, fd, writing, -1)
        show(os.ptsname, fd)
    show(os.read, writing, 1)
    show(os.write, reading, b"x")
    show(os.readv, writing, [bytearray(3)])
    leader = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
    os.grantpt(leader)
    os.unlockpt(leader)
    print(os.ptsname(leader)[:9], os.get_inheritable(leader))


def timers():
    timer = os.timerfd_create(0)
    show(os.timerfd_settime, timer, initial=500.0, interval=0.5)
    print(os.timerfd_settime_ns(timer, initial=20_000_000)[1])
    print(os.read(timer, 8), os.timerfd_gettime(timer), os.timerfd_gettime_ns(timer), os.get_inheritable(timer))
    show(os.timerfd_create, 99)
    show(os.timerfd_settime, timer, initial="a")
    show(os.timerfd_settime_ns, timer, initial=-1)


def attributes():
    show(os.getxattr, "nothing", "user.a")
    show(os.getxattr, "f", 3)
    show(os.getxattr, 1, "user.a", follow_symlinks=False)
    try:
        os.setxattr("f", "user.a", b"1")
    except OSError:
        return
    print(os.getxattr("f", "user.a") == b"1", "user.a" in os.listxattr("f"), file=sys.stderr)
    os.removexattr("f", "user.a")


def groups():
    show(os.getgrouplist, "root", 0)
    show(os.getgrouplist, 5, 7)
    show(os.setgroups, 5)
    show(os.setgroups, ["a"])
    show(os.setgroups, [-2])


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for part in scheduling, children, descriptors, timers, attributes, groups:
        print(part.__name__)
        part()
    os.chdir("/")

# A program that closes all but the standard streams goes on, and so does the system underneath.
inherited = os.dup(0)
os.closerange(3, 4096)
show(os.fstat, inherited)
for fd in range(3, 64):
    try:
        os.close(fd)
        print("closed", fd)
    except OSError:
        pass
import decimal
import email.message
import fractions
print(decimal.Decimal(2).sqrt(), fractions.Fraction(1, 3), email.message.Message().as_string() == "\n", os.pipe() is not None)
