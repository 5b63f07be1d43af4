"""Channels between interpreters: who may send and receive when, and with what errors."""

import _interpchannels as channels
import _interpreters
import threading


def show(what, function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        print(what, "raises", type(error).__name__, error)
    else:
        print(what, "->", result)


def states(cid):
    info = channels.get_info(cid)
    names = ["open", "closing", "closed", "count", "num_interp_send", "num_interp_recv", "num_interp_both",
             "num_interp_both_released", "num_interp_both_send_released", "num_interp_both_recv_released",
             "send_associated", "send_released", "recv_associated", "recv_released"]
    return {name: getattr(info, name) for name in names}


first = channels.create()
strict = channels.create(1, 0)
show("id", repr, first)
show("ends", lambda: (first.send, first.recv.end, first.end, first == int(first), first == first.send, hash(first)))
show("defaults", channels.get_channel_defaults, strict)
for arguments in [(7,), (1, 9), ("x",)]:
    show(f"create{arguments}", channels.create, *arguments)
show("not shareable", channels.send, strict, [1, 2], blocking=False)
show("whole", channels.send, first, [1, 2], blocking=False)
show("shareable", channels.send, first, (1, "two", b"three"), blocking=False)
show("timeout without waiting", channels.send, first, 3, blocking=False, timeout=1)
show("negative timeout", channels.send, first, 3, timeout=-1)
show("no time", channels.send, first, 3, timeout=0)
show("no time to speak of", channels.send, first, 3, timeout=0.01)
show("states", states, first)
show("first", channels.recv, first)
show("second", channels.recv, first, "default")
show("default", channels.recv, first, "default")
show("empty", channels.recv, first)
show("senders", channels.list_interpreters, first, send=True)
show("states", states, first)

show("one more", channels.send, first, "left", blocking=False)
show("close", channels.close, first)
show("close the receiving end", channels.close, first, recv=True)
show("close the sending end", channels.close, first, send=True)
show("states", states, first)
show("close it again", channels.close, first, send=True)
show("send", channels.send, first, 1, blocking=False)
show("what is left", channels.recv, first)
show("closed", channels.recv, first)
show("states", states, first)
show("destroy", channels.destroy, first)
show("destroyed", channels.recv, first)

# An interpreter that uses a channel, lets go of it, and ends.
shared = channels.create()
other = _interpreters.create()
_interpreters.set___main___attrs(other, {"cid": shared})
print(_interpreters.run_string(other, """
import _interpchannels as channels
channels.send(cid, "from there", blocking=False)
channels.send(cid, "unbound", blocking=False)
channels.send(cid, "removed", 1, blocking=False)
"""))
show("received", channels.recv, shared)
show("count", channels.get_count, shared)
_interpreters.destroy(other)
show("count", channels.get_count, shared)
show("unbound", channels.recv, shared)
show("empty", channels.recv, shared)
show("states", states, shared)
show("release", channels.release, shared)
show("closed", channels.send, shared, 1)

# Senders that wait.
waiting = channels.create()


def outcome():
    show("waiting sender", channels.send, waiting, "a value")


for end in [lambda: channels.recv(waiting), lambda: channels.close(waiting, force=True)]:
    thread = threading.Thread(target=outcome)
    thread.start()
    while channels.get_count(waiting) == 0:
        pass
    end()
    thread.join()
show("gone", channels.get_info, 10 ** 6)
for bad in ["x", -1, 2 ** 64, None]:
    show("bad id", channels.get_info, bad)
