"""Messages: values on their way between interpreters, as a program can look at them.

    from atoll import messages

    data = messages.dumps({"any": ["value", "that", "can", "be", "sent"]})
    messages.loads(data)

The documentation is docs/messages.md of Atoll.
"""

from _atoll_messages import FORMAT, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MessageLimitError, copy, dumps, loads, move

__all__ = ["FORMAT", "MAX_BYTES", "MAX_DEPTH", "MAX_ELEMENTS", "MessageLimitError", "copy", "dumps", "loads", "move"]
