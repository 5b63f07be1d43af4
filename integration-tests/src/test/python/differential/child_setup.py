"""What a child process is given besides its arguments: `preexec_fn`, users and groups."""
import os
import resource
import signal
import subprocess
import tempfile


def shell(command, **options):
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, **options)
    return done.stdout.split()


def to_file(path):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT)
    os.dup2(fd, 1)
    os.close(fd)


def failing():
    raise ValueError("no")


before = os.getcwd(), os.getsid(0), os.nice(0), resource.getrlimit(resource.RLIMIT_NOFILE), signal.getsignal(signal.SIGINT)
print(shell("echo $FRUIT", preexec_fn=lambda: os.putenv("FRUIT", "apple")), os.getenv("FRUIT"))
os.environ["COLOUR"] = "red"
print(shell("echo $COLOUR", preexec_fn=lambda: os.environ.update(COLOUR="green")), os.environ["COLOUR"], shell("echo $COLOUR"))
print(len(set(shell("read -r line < /proc/$$/stat; set -- $line; echo $1 $5 $6", preexec_fn=os.setsid))))
print(len(set(shell("read -r line < /proc/$$/stat; set -- $line; echo $1 $5", preexec_fn=os.setpgrp))))
print(shell("nice; pwd; umask", preexec_fn=lambda: (os.nice(3), os.chdir("/usr"), os.umask(0o27))))
print(shell("pwd", cwd="/usr", preexec_fn=lambda: os.chdir("bin")))
for _ in range(5):
    print(shell("ulimit -n; ulimit -c", preexec_fn=lambda: (resource.setrlimit(resource.RLIMIT_NOFILE, (77, 77)),
                                                           resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))))
ignore = lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)
print(shell("kill -INT $$; echo survived", preexec_fn=ignore), shell("kill -INT $$; echo survived"))
print(shell("kill -TERM $$; echo blocked",
            preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "output")
    print(shell("echo redirected", preexec_fn=lambda: to_file(path)), open(path).read())
for broken in (failing, lambda: os.close(999)):
    try:
        shell("echo never", preexec_fn=broken)
    except subprocess.SubprocessError as e:
        print(type(e), e)
print(shell("nice; echo ${#LONG}", env=dict(os.environ, LONG="x" * 100_000), preexec_fn=lambda: os.nice(1)))
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
print(shell("grep SigBlk /proc/self/status"))
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR2})
print(shell("grep SigBlk /proc/self/status"))
for mask in [], [signal.SIGUSR1, 64], [0], "x":
    with tempfile.TemporaryFile("w+") as output:
        try:
            pid = os.posix_spawn("/bin/grep", ["grep", "SigBlk", "/proc/self/status"], os.environ, setsigmask=mask, resetids=True,
                                 file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1)])
            print(os.waitpid(pid, 0)[1], os.pread(output.fileno(), 1000, 0))
        except Exception as e:
            print(type(e), e)
if os.geteuid() == 0:
    print(shell("id -u; id -g; id -G", user=65534, group=65533, extra_groups=[1, 2]))
    print(shell("id -u; id -g", preexec_fn=lambda: (os.setgid(12), os.setuid(12))), os.getuid(), os.getgid())
print(before == (os.getcwd(), os.getsid(0), os.nice(0), resource.getrlimit(resource.RLIMIT_NOFILE), signal.getsignal(signal.SIGINT)))
